using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/copy-trade/targets</c>: who is followed, and how.</summary>
internal static class TargetsEndpoints
{
    private const string Path = "/api/v1/poly/copy-trade/targets";
    private const decimal DefaultMax = 5.00m;
    private const int DefaultPercentile = 75;
    private const int CoverageDays = 30;

    public static void MapTargets(this IEndpointRouteBuilder api)
    {
        var targets = api.MapGroup(Path).WithTags("Targets");
        targets.MapGet("", ListAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<Listing<TargetAnswer>>();
        targets.MapGet("{id}", FindAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<TargetAnswer>();
        targets.MapGet("{id}/coverage", CoverageAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<CoverageAnswer>();
        targets.MapPost("", AddAsync).RequireScope(ApiKeyScope.TargetsWrite).Accepts<TargetRequest>("application/json").Produces<TargetAnswer>(StatusCodes.Status201Created);
        targets.MapPatch("{id}", UpdateAsync).RequireScope(ApiKeyScope.TargetsWrite).Accepts<TargetRequest>("application/json").Produces<TargetAnswer>();
        targets.MapDelete("{id}", RemoveAsync).RequireScope(ApiKeyScope.TargetsWrite).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] ITargetsQuery targets, CancellationToken ct)
    {
        var cards = await targets.ListAsync(http.Tenant(), ct);
        return Results.Json(new Listing<TargetAnswer>([.. cards.Select(card => TargetAnswer.Of(card.Target))], Next: null));
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, [FromServices] ITargetsQuery targets, CancellationToken ct) =>
        RowOf(id) is { } row && await targets.FindAsync(http.Tenant(), row, ct) is { } target ? Results.Json(TargetAnswer.Of(target)) : ApiProblem.NotFound("target");

    private static async Task<IResult> CoverageAsync(
        HttpContext http, string id, [FromServices] ITargetsQuery targets, [FromServices] ICoverageQuery coverage, [FromServices] TimeProvider clock, CancellationToken ct) =>
        RowOf(id) is { } row && await targets.FindAsync(http.Tenant(), row, ct) is { } target
            ? Results.Json(CoverageAnswer.Of(await coverage.ReadAsync(target.Wallet, clock.GetUtcNow().AddDays(-CoverageDays), ct)))
            : ApiProblem.NotFound("target");

    private static async Task<IResult> AddAsync(HttpContext http, [FromServices] ITargetChanges changes, [FromServices] IdempotentRequests idempotent, CancellationToken ct)
    {
        var (body, bytes) = await ApiBody.ReadAsync<TargetRequest>(http);
        return await idempotent.RunAsync(http, bytes, async () => Answer(await changes.AddAsync(
            http.Tenant(),
            body.TargetWallet ?? throw ApiFailure.Bad(ApiCode.FieldMissing, "target_wallet is missing."),
            body.Label,
            body.Policy?.ToPolicy() ?? new SizingPolicy.MinBet(),
            body.MirrorMaxUsdcPerTrade is { } max ? Contract.Dollars("mirror_max_usdc_per_trade", max) : Usdc.Of(DefaultMax),
            body.MirrorFilterPercentile ?? DefaultPercentile,
            ct), StatusCodes.Status201Created));
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, string id, [FromServices] ITargetChanges changes, CancellationToken ct)
    {
        if (RowOf(id) is not { } row) return ApiProblem.NotFound("target");
        var (body, _) = await ApiBody.ReadAsync<TargetRequest>(http);
        if (body.TargetWallet is not null) throw ApiFailure.Bad(ApiCode.FieldInvalid, "target_wallet cannot be changed: remove the target and follow the other wallet.");
        var max = body.MirrorMaxUsdcPerTrade is { } dollars ? Contract.Dollars("mirror_max_usdc_per_trade", dollars) : (Usdc?)null;
        return Answer(await changes.UpdateAsync(http.Tenant(), row, body.Label, body.Policy?.ToPolicy(), max, body.MirrorFilterPercentile, ct), StatusCodes.Status200OK).ToResult();
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, string id, [FromServices] ITargetChanges changes, CancellationToken ct)
    {
        if (RowOf(id) is not { } row) return ApiProblem.NotFound("target");
        return await changes.RemoveAsync(http.Tenant(), row, ct) is TargetChange.Refused refused ? Refuse(refused).ToResult() : Results.NoContent();
    }

    private static ApiAnswer Answer(TargetChange change, int status) => change switch
    {
        TargetChange.Done done => ApiAnswer.Ok(status, TargetAnswer.Of(done.Target), $"{Path}/{done.Target.Id}"),
        TargetChange.Refused refused => Refuse(refused),
        _ => throw new InvalidOperationException("An unknown outcome of a change to a target."),
    };

    private static ApiAnswer Refuse(TargetChange.Refused refused) => ApiAnswer.Refused(refused.Code switch
    {
        "target_not_found" => StatusCodes.Status404NotFound,
        "target_duplicate" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    }, refused.Code, refused.Message);

    private static TargetRowId? RowOf(string id) => Guid.TryParse(id, out var value) ? new TargetRowId(value) : null;
}
