using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/copy-trade/targets</c>: who is followed, and how.</summary>
internal static class TargetsEndpoints
{
    private const string Path = "/api/v1/poly/copy-trade/targets";
    private const string DefaultsPath = "/api/v1/poly/copy-trade/defaults";
    private const int PreviewedTrades = 20;
    private const int CoverageDays = 30;

    public static void MapTargets(this IEndpointRouteBuilder api)
    {
        var targets = api.MapGroup(Path).WithTags("Targets");
        targets.MapGet("", ListAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<Listing<TargetAnswer>>();
        targets.MapGet("{id}", FindAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<TargetAnswer>();
        targets.MapGet("{id}/coverage", CoverageAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<CoverageAnswer>();
        targets.MapPost("", AddAsync).RequireScope(ApiKeyScope.TargetsWrite).Accepts<TargetRequest>("application/json").Produces<TargetAnswer>(StatusCodes.Status201Created);
        targets.MapPatch("{id}", UpdateAsync).RequireScope(ApiKeyScope.TargetsWrite).Accepts<TargetRequest>("application/json").Produces<TargetAnswer>();
        targets.MapGet("{id}/history", HistoryAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<Listing<TargetHistoryAnswer>>();
        targets.MapPost("{id}/preview", PreviewAsync).RequireScope(ApiKeyScope.TargetsRead).Accepts<TargetRequest>("application/json").Produces<Listing<PreviewAnswer>>();
        targets.MapDelete("{id}", RemoveAsync).RequireScope(ApiKeyScope.TargetsWrite).Produces(StatusCodes.Status204NoContent);

        var defaults = api.MapGroup(DefaultsPath).WithTags("Targets");
        defaults.MapGet("", DefaultsAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<DefaultsContract>();
        defaults.MapPut("", SetDefaultsAsync).RequireScope(ApiKeyScope.TargetsWrite).Accepts<DefaultsContract>("application/json").Produces<DefaultsContract>();
        defaults.MapGet("history", DefaultsHistoryAsync).RequireScope(ApiKeyScope.TargetsRead).Produces<Listing<TargetHistoryAnswer>>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] ITargetsQuery targets, CancellationToken ct)
    {
        var cards = await targets.ListAsync(http.Tenant(), ct);
        return Results.Json(new Listing<TargetAnswer>([.. cards.Select(card => TargetAnswer.Of(card.Target))], Next: null));
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, [FromServices] ITargetsQuery targets, CancellationToken ct) =>
        RowOf(id) is { } row && await targets.FindAsync(http.Tenant(), row, ct) is { } target
            ? Results.Json(TargetAnswer.Of(target, (await targets.DefaultsAsync(http.Tenant(), ct)).Rules))
            : ApiProblem.NotFound("target");

    private static async Task<IResult> HistoryAsync(HttpContext http, string id, [FromServices] ITargetsQuery targets, CancellationToken ct) =>
        RowOf(id) is { } row && await targets.FindAsync(http.Tenant(), row, ct) is not null
            ? Results.Json(Listed(await targets.HistoryAsync(http.Tenant(), row, http.Limit(), ct)))
            : ApiProblem.NotFound("target");

    private static async Task<IResult> DefaultsHistoryAsync(HttpContext http, [FromServices] ITargetsQuery targets, CancellationToken ct) =>
        Results.Json(Listed(await targets.HistoryAsync(http.Tenant(), null, http.Limit(), ct)));

    private static async Task<IResult> PreviewAsync(HttpContext http, string id, [FromServices] IPolicyPreviewer previewer, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<TargetRequest>(http);
        var edit = body.ToEdit();
        var trades = http.Request.Query.ContainsKey("limit") ? Math.Min(http.Limit(), 100) : PreviewedTrades;
        if (RowOf(id) is not { } row || await previewer.PreviewAsync(http.Tenant(), row, edit, trades, ct) is not { } fills) return ApiProblem.NotFound("target");
        return Results.Json(new Listing<PreviewAnswer>([.. fills.Select(PreviewAnswer.Of)], Next: null));
    }

    private static async Task<IResult> DefaultsAsync(HttpContext http, [FromServices] ITargetsQuery targets, CancellationToken ct) =>
        Results.Json(DefaultsContract.Of(await targets.DefaultsAsync(http.Tenant(), ct)));

    private static async Task<IResult> SetDefaultsAsync(HttpContext http, [FromServices] ITargetChanges changes, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<DefaultsContract>(http);
        return await changes.SetDefaultsAsync(http.Tenant(), body.ToDefaults(), ct) switch
        {
            DefaultsChange.Done done => Results.Json(DefaultsContract.Of(done.Defaults)),
            DefaultsChange.Refused refused => ApiProblem.Bad(refused.Code, refused.Message),
            _ => throw new InvalidOperationException("An unknown outcome of a change to the defaults."),
        };
    }

    private static Listing<TargetHistoryAnswer> Listed(IReadOnlyList<TargetHistoryEntry> history) => new([.. history.Select(TargetHistoryAnswer.Of)], Next: null);

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
            body.ToEdit(),
            ct), StatusCodes.Status201Created));
    }

    private static async Task<IResult> UpdateAsync(HttpContext http, string id, [FromServices] ITargetChanges changes, CancellationToken ct)
    {
        if (RowOf(id) is not { } row) return ApiProblem.NotFound("target");
        var (body, _) = await ApiBody.ReadAsync<TargetRequest>(http);
        if (body.TargetWallet is not null) throw ApiFailure.Bad(ApiCode.FieldInvalid, "target_wallet cannot be changed: remove the target and follow the other wallet.");
        return Answer(await changes.UpdateAsync(http.Tenant(), row, body.ToEdit(), ct), StatusCodes.Status200OK).ToResult();
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
