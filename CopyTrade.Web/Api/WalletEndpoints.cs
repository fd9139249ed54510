using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/wallet/*</c>: connection, balance, caps. Changing them takes a person: no key may.</summary>
internal static class WalletEndpoints
{
    public static void MapWallet(this IEndpointRouteBuilder api)
    {
        var wallet = api.MapGroup("/api/v1/poly/wallet").WithTags("Wallet");
        wallet.MapGet("status", StatusAsync).RequireScope(ApiKeyScope.WalletRead).Produces<WalletStatusAnswer>();
        wallet.MapGet("balances", BalancesAsync).RequireScope(ApiKeyScope.WalletRead).Produces<BalancesAnswer>();
        wallet.MapPut("grants", GrantAsync).RequireScope(ApiPolicies.WalletWrite).Accepts<GrantRequest>("application/json").Produces<GrantAnswer>();
        wallet.MapGet("enable-trading", ApprovalsAsync).RequireScope(ApiKeyScope.WalletRead).Produces<ApprovalsAnswer>();
        wallet.MapPost("enable-trading", EnableTradingAsync).RequireScope(ApiPolicies.WalletWrite).Produces<ApprovalsAnswer>(StatusCodes.Status202Accepted);
        wallet.MapPost("connect", ConnectAsync).RequireScope(ApiPolicies.WalletWrite).Accepts<ConnectRequest>("application/json").Produces<WalletStatusAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> StatusAsync(HttpContext http, [FromServices] IWalletQuery wallets, CancellationToken ct) =>
        Results.Json(WalletStatusAnswer.Of(await wallets.ReadAsync(http.Tenant(), ct)));

    private static async Task<IResult> BalancesAsync(HttpContext http, [FromServices] IWalletQuery wallets, CancellationToken ct)
    {
        var connection = (await wallets.ReadAsync(http.Tenant(), ct)).Connection;
        return Results.Json(new BalancesAnswer(connection?.CollateralBalance?.Amount, connection?.BalanceAt));
    }

    private static async Task<IResult> ApprovalsAsync(HttpContext http, [FromServices] IApprovalsQuery approvals, CancellationToken ct) =>
        Results.Json(ApprovalsAnswer.Of(await approvals.ReadAsync(http.Tenant(), ct)));

    /// <summary>200 when everything was given already; 202 while something is on its way: ask again.</summary>
    private static async Task<IResult> EnableTradingAsync(HttpContext http, [FromServices] EnableTradingHandler handler, CancellationToken ct)
    {
        if (await handler.HandleAsync(http.Tenant(), ct) is not { } steps) return ApiProblem.Of(StatusCodes.Status409Conflict, "no_connection", "No wallet is connected.");
        var answer = ApprovalsAnswer.Of(steps);
        return Results.Json(answer, statusCode: answer.TradingEnabled ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> GrantAsync(HttpContext http, [FromServices] UpdateGrantHandler grants, [FromServices] StepUp stepUp, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<GrantRequest>(http);
        if (body is not { PerOrder: { } perOrder, Daily: { } daily, HourlyFills: { } hourlyFills })
            throw ApiFailure.Bad(ApiCode.FieldMissing, "A grant names per_order_usdc, daily_usdc and hourly_fills.");
        var terms = new GrantTerms(Contract.Dollars("per_order_usdc", perOrder), Contract.Dollars("daily_usdc", daily), hourlyFills, ExpiresAt: body.ExpiresAt?.ToUniversalTime());
        var tenant = http.Tenant();
        var isPerson = body.Password is not null || body.Code is not null;
        if (isPerson && await stepUp.CheckAsync(tenant.Owner, body.Password, body.Code) is { } stranger) return Refuse(stranger);
        return await grants.HandleAsync(tenant, terms, mayGrow: isPerson || await stepUp.AsksForAsync(tenant.Owner) is (false, false), ct) switch
        {
            WalletResult.Done { Grant: { } grant } => Results.Json(GrantAnswer.Of(grant)),
            WalletResult.Refused refused => Refuse(refused.Reason),
            _ => throw new InvalidOperationException("An unknown outcome of a grant."),
        };
    }

    private static async Task<IResult> ConnectAsync(HttpContext http, [FromServices] ConnectWalletHandler wallets, [FromServices] IWalletQuery query, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<ConnectRequest>(http);
        var funder = body.Funder is null ? null : WalletAddress.TryParse(body.Funder, out var address) ? address : throw ApiFailure.Bad("wallet_malformed", "funder is 0x and 40 hexadecimal digits.");
        var type = (SignatureType)(body.SignatureType ?? 0);
        if (!Enum.IsDefined(type) || type == SignatureType.Paper) throw ApiFailure.Bad(ApiCode.FieldInvalid, "signature_type is 0, 1, 2 or 3.");

        if (body.ConsentVersion is { } version && version != Consent.Custody.Version)
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "consent_outdated", "The text that is agreed to has changed: read it again (GET status) and agree to it as it is now.");

        var tenant = http.Tenant();
        return await wallets.HandleAsync(tenant, new ConnectWallet(body.PrivateKey, funder, type, body.Consent ?? false), ct) switch
        {
            WalletResult.Done => Results.Json(WalletStatusAnswer.Of(await query.ReadAsync(tenant, ct)), statusCode: StatusCodes.Status201Created),
            WalletResult.Refused refused => Refuse(refused.Reason),
            _ => throw new InvalidOperationException("An unknown outcome of connecting a wallet."),
        };
    }

    private static IResult Refuse(AccountRefusal reason) => ApiProblem.Of(reason.Code switch
    {
        "already_connected" or "wallet_in_use" or "no_connection" => StatusCodes.Status409Conflict,
        "password_wrong" or "code_wrong" or "locked_out" => StatusCodes.Status403Forbidden,
        "rate_limited" => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    }, reason.Code, reason.Message);
}
