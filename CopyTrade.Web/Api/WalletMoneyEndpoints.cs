using System.Globalization;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/wallet/*</c>: what leaves the wallet, what arrives in it, and its end. Changing any of it takes a person: no key may.</summary>
internal static class WalletMoneyEndpoints
{
    private const int MostTransfers = 100;

    public static void MapWalletMoney(this IEndpointRouteBuilder api)
    {
        var wallet = api.MapGroup("/api/v1/poly/wallet").WithTags("Wallet");
        wallet.MapGet("overview", OverviewAsync).RequireScope(ApiKeyScope.WalletRead).Produces<WalletOverviewAnswer>();
        wallet.MapGet("withdraw", TransfersAsync).RequireScope(ApiKeyScope.WalletRead).Produces<Listing<TransferAnswer>>();
        wallet.MapPost("withdraw", WithdrawAsync).RequireScope(ApiPolicies.WalletWrite).Accepts<WithdrawRequest>("application/json").Produces<TransferAnswer>(StatusCodes.Status202Accepted);
        wallet.MapGet("auto-wrap", AutoWrapAsync).RequireScope(ApiKeyScope.WalletRead).Produces<AutoWrapAnswer>();
        wallet.MapPut("auto-wrap", SetAutoWrapAsync).RequireScope(ApiPolicies.WalletWrite).Accepts<AutoWrapRequest>("application/json").Produces<AutoWrapAnswer>();
        wallet.MapPost("refresh", RefreshAsync).RequireScope(ApiKeyScope.WalletRead).Produces(StatusCodes.Status202Accepted);
        wallet.MapDelete("connect", DisconnectAsync).RequireScope(ApiPolicies.WalletWrite).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> OverviewAsync(
        HttpContext http, [FromServices] IWalletQuery wallets, [FromServices] IWalletTransfersQuery transfers, [FromServices] ITradingStatusQuery statuses, [FromServices] IWalletRefusalQuery refusals, CancellationToken ct)
    {
        var tenant = http.Tenant();
        var (view, status) = (await wallets.ReadAsync(tenant, ct), await statuses.ReadAsync(tenant, ct));
        return Results.Json(WalletOverviewAnswer.Of(view, await transfers.AutoWrapAsync(tenant, ct), status, await refusals.FindAsync(tenant, ct)));
    }

    private static async Task<IResult> TransfersAsync(HttpContext http, [FromServices] IWalletTransfersQuery transfers, CancellationToken ct) =>
        Results.Json(new Listing<TransferAnswer>([.. (await transfers.ListAsync(http.Tenant(), MostTransfers, ct)).Select(TransferAnswer.Of)], Next: null));

    /// <summary>202: written down. It is signed once and followed; ask the list where it stands.</summary>
    private static async Task<IResult> WithdrawAsync(HttpContext http, [FromServices] WithdrawHandler withdraw, [FromServices] StepUp stepUp, [FromServices] IdempotentRequests once, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<WithdrawRequest>(http);
        if (body is not { To: { } to, Amount: { } amount, AmountAgain: { } again }) throw ApiFailure.Bad(ApiCode.FieldMissing, "A withdrawal names to, amount_usdc and confirm_amount_usdc.");
        var wish = new Withdraw(to, Contract.Dollars("amount_usdc", amount), Contract.Dollars("confirm_amount_usdc", again));
        var tenant = http.Tenant();
        if (await stepUp.CheckAsync(tenant.Owner, body.Password, body.Code) is { } stranger) return ApiProblem.Of(StatusCodes.Status403Forbidden, stranger.Code, stranger.Message);

        // What is remembered of the request holds no secret of the person.
        var remembered = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{to} {amount} {again}"));
        return await once.RunAsync(http, remembered, async () => await withdraw.HandleAsync(tenant, wish, ct) switch
        {
            WithdrawResult.Asked asked => ApiAnswer.Ok(StatusCodes.Status202Accepted, TransferAnswer.Of(asked.Transfer)),
            WithdrawResult.Refused { Reason: var reason } => ApiAnswer.Refused(StatusOf(reason), reason.Code, reason.Message),
            _ => throw new InvalidOperationException("An unknown outcome of a withdrawal."),
        });
    }

    private static async Task<IResult> AutoWrapAsync(HttpContext http, [FromServices] IWalletTransfersQuery transfers, CancellationToken ct) =>
        await transfers.AutoWrapAsync(http.Tenant(), ct) is { } view ? Results.Json(AutoWrapAnswer.Of(view)) : NoConnection();

    private static async Task<IResult> SetAutoWrapAsync(HttpContext http, [FromServices] SetAutoWrapHandler handler, [FromServices] IWalletTransfersQuery transfers, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<AutoWrapRequest>(http);
        if (body.Enabled is not { } enabled) throw ApiFailure.Bad(ApiCode.FieldMissing, "Say enabled, and consent when it is to be turned on.");
        return await handler.HandleAsync(http.Tenant(), enabled, body.Consent ?? false, ct) is { } refusal ? Refuse(refusal) : await AutoWrapAsync(http, transfers, ct);
    }

    private static async Task<IResult> RefreshAsync(HttpContext http, [FromServices] RefreshWalletHandler handler, CancellationToken ct) =>
        await handler.HandleAsync(http.Tenant(), ct) ? Results.StatusCode(StatusCodes.Status202Accepted) : NoConnection();

    /// <summary>Money that is left, or may be left, is not passed over in silence: withdraw it first, or say <c>leave_balance=true</c> (R0.39).</summary>
    private static async Task<IResult> DisconnectAsync(HttpContext http, [FromServices] RevokeConnectionHandler revoke, [FromServices] IWalletQuery wallets, CancellationToken ct)
    {
        var tenant = http.Tenant();
        if ((await wallets.ReadAsync(tenant, ct)).Connection is { } wallet && http.Request.Query["leave_balance"] != "true" && BalanceLeft(wallet) is { } left)
            return ApiProblem.Of(StatusCodes.Status409Conflict, "balance_left", left);
        return await revoke.HandleAsync(tenant, ct) is WalletResult.Refused refused ? Refuse(refused.Reason) : Results.NoContent();
    }

    private static string? BalanceLeft(WalletConnection wallet) => wallet.CollateralBalance switch
    {
        null => "How much this wallet holds is not known: withdraw first, or say leave_balance=true.",
        { Amount: <= 0m } => null,
        { } free => $"This wallet still holds {free}: withdraw it first, or say leave_balance=true.",
    };

    private static IResult NoConnection() => ApiProblem.Of(StatusCodes.Status409Conflict, "no_connection", "No wallet is connected.");

    private static IResult Refuse(AccountRefusal reason) => ApiProblem.Of(StatusOf(reason), reason.Code, reason.Message);

    private static int StatusOf(AccountRefusal reason) => reason.Code switch
    {
        "no_connection" or "withdrawal_under_way" or "owners_transaction_needed" or "insufficient_balance" or "paper_account" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}
