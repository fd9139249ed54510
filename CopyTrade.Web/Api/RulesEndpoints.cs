using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/rules</c> and <c>/api/events</c>: stop-loss, take-profit and trailing stops (R4.20).</summary>
internal static class RulesEndpoints
{
    private const int DefaultEvents = 100;

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/api/rules").WithTags("Rules");
        rules.MapGet("", ListAsync).RequireScope(ApiKeyScope.RulesRead).Produces<Listing<RuleAnswer>>();
        rules.MapPost("", CreateAsync).RequireScope(ApiKeyScope.RulesWrite).Accepts<RuleRequest>("application/json").Produces<RuleAnswer>(StatusCodes.Status201Created);
        rules.MapPost("bracket", CreateBracketAsync).RequireScope(ApiKeyScope.RulesWrite).Accepts<BracketRequest>("application/json").Produces<Listing<RuleAnswer>>(StatusCodes.Status201Created);
        rules.MapGet("{id}", FindAsync).RequireScope(ApiKeyScope.RulesRead).Produces<RuleAnswer>();
        rules.MapGet("{id}/exits", ExitsAsync).RequireScope(ApiKeyScope.RulesRead).Produces<Listing<RuleExitAnswer>>();
        rules.MapPatch("{id}", ChangeAsync).RequireScope(ApiKeyScope.RulesWrite).Accepts<RulePatch>("application/json").Produces<RuleAnswer>();
        rules.MapDelete("{id}", CancelAsync).RequireScope(ApiKeyScope.RulesWrite).Produces<RuleAnswer>();
        rules.MapPost("{id}/approve", (HttpContext http, string id, [FromServices] IRuleChanges changes, CancellationToken ct) => AnswerAsync(http, id, true, changes, ct)).RequireScope(ApiKeyScope.RulesWrite).Produces<RuleAnswer>();
        rules.MapPost("{id}/deny", (HttpContext http, string id, [FromServices] IRuleChanges changes, CancellationToken ct) => AnswerAsync(http, id, false, changes, ct)).RequireScope(ApiKeyScope.RulesWrite).Produces<RuleAnswer>();
        api.MapGet("/api/events", EventsAsync).WithTags("Rules").RequireScope(ApiKeyScope.RulesRead).Produces<Listing<RuleEventAnswer>>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] IRulesQuery rules, CancellationToken ct)
    {
        var (status, limit) = (RuleWords.Status(http.Request.Query["status"]), http.Limit());
        var found = RuleCursor.Of(http, ofEvents: false) is { } after ? await rules.ListAfterAsync(http.Tenant(), status, after, limit, ct) : await rules.ListAsync(http.Tenant(), status, limit, http.Offset(), ct);
        return Results.Json(new Listing<RuleAnswer>([.. found.Select(RuleAnswer.Of)], RuleCursor.Next(found, limit, rule => new(rule.CreatedAt, rule.Id.ToString()))));
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, [FromServices] IRulesQuery rules, CancellationToken ct) =>
        RuleOf(id) is { } rule && await rules.FindAsync(http.Tenant(), rule, ct) is { } found ? Results.Json(RuleAnswer.Of(found)) : ApiProblem.NotFound("rule");

    private static async Task<IResult> ExitsAsync(HttpContext http, string id, [FromServices] IRulesQuery rules, CancellationToken ct) =>
        RuleOf(id) is { } rule && await rules.FindAsync(http.Tenant(), rule, ct) is not null
            ? Results.Json(new Listing<RuleExitAnswer>([.. (await rules.ExitsAsync(http.Tenant(), rule, ct)).Select(RuleExitAnswer.Of)], Next: null))
            : ApiProblem.NotFound("rule");

    private static async Task<IResult> EventsAsync(HttpContext http, [FromServices] IRulesQuery rules, CancellationToken ct)
    {
        RuleId? rule = http.Request.Query["ruleId"].ToString() is not { Length: > 0 } text ? null : RuleOf(text) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, "ruleId is the id of a rule.");
        var limit = http.Request.Query.ContainsKey("limit") ? http.Limit() : DefaultEvents;
        var found = RuleCursor.Of(http, ofEvents: true) is { } after ? await rules.EventsAfterAsync(http.Tenant(), rule, after, limit, ct) : await rules.EventsAsync(http.Tenant(), rule, limit, http.Offset(), ct);
        return Results.Json(new Listing<RuleEventAnswer>([.. found.Select(RuleEventAnswer.Of)], RuleCursor.Next(found, limit, entry => new(entry.At, entry.Id))));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, [FromServices] IRuleChanges changes, [FromServices] IMarketCatalog catalog, [FromServices] IdempotentRequests idempotent, CancellationToken ct)
    {
        var (body, bytes) = await ApiBody.ReadAsync<RuleRequest>(http);
        return await idempotent.RunAsync(http, bytes, async () => await MakeAsync(http.Tenant(), [body.ToTerms()], changes, catalog, ct) switch
        {
            RuleChange.Done { Rules: [var rule] } => ApiAnswer.Ok(StatusCodes.Status201Created, RuleAnswer.Of(rule), $"/api/rules/{rule.Id}"),
            var other => Refuse(other),
        });
    }

    private static async Task<IResult> CreateBracketAsync(HttpContext http, [FromServices] IRuleChanges changes, [FromServices] IMarketCatalog catalog, [FromServices] IdempotentRequests idempotent, CancellationToken ct)
    {
        var (body, bytes) = await ApiBody.ReadAsync<BracketRequest>(http);
        if (body is not { Stop: { } stop, Target: { } target }) throw ApiFailure.Bad(ApiCode.FieldMissing, "A bracket names stop and target.");
        return await idempotent.RunAsync(http, bytes, async () => await MakeAsync(http.Tenant(), [stop.ToTerms(), target.ToTerms()], changes, catalog, ct) switch
        {
            RuleChange.Done done => ApiAnswer.Ok(StatusCodes.Status201Created, new Listing<RuleAnswer>([.. done.Rules.Select(RuleAnswer.Of)], Next: null)),
            var other => Refuse(other),
        });
    }

    private static async Task<RuleChange> MakeAsync(TenantRef tenant, IReadOnlyList<RuleTerms> terms, IRuleChanges changes, IMarketCatalog catalog, CancellationToken ct)
    {
        if (await catalog.FindAsync(terms[0].Condition, terms[0].Token, ct) is not { } market) return new RuleChange.Refused("market_unknown", "The venue knows no such market or token.");
        return await changes.CreateAsync(tenant, new(terms, market.Title, market.Outcome), ct);
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, string id, [FromServices] IRuleChanges changes, CancellationToken ct)
    {
        if (RuleOf(id) is not { } rule) return ApiProblem.NotFound("rule");
        var (body, _) = await ApiBody.ReadAsync<RulePatch>(http);
        var trigger = RuleRequest.PriceOf("triggerPrice", body.TriggerPrice) ?? throw ApiFailure.Bad(ApiCode.FieldMissing, "Only triggerPrice can be changed: name it.");
        return One(await changes.MoveTriggerAsync(http.Tenant(), rule, trigger, ct));
    }

    private static async Task<IResult> CancelAsync(HttpContext http, string id, [FromServices] IRuleChanges changes, CancellationToken ct) =>
        RuleOf(id) is { } rule ? One(await changes.CancelAsync(http.Tenant(), rule, ct)) : ApiProblem.NotFound("rule");

    private static async Task<IResult> AnswerAsync(HttpContext http, string id, bool approve, IRuleChanges changes, CancellationToken ct) =>
        RuleOf(id) is { } rule ? One(await changes.AnswerAsync(http.Tenant(), rule, approve, ct)) : ApiProblem.NotFound("rule");

    private static IResult One(RuleChange change) => (change is RuleChange.Done { Rules: [var rule] } ? ApiAnswer.Ok(StatusCodes.Status200OK, RuleAnswer.Of(rule)) : Refuse(change)).ToResult();

    private static ApiAnswer Refuse(RuleChange change) => change is RuleChange.Refused refused
        ? ApiAnswer.Refused(refused.Code switch
        {
            "rule_not_found" => StatusCodes.Status404NotFound,
            "rule_not_active" or "rule_moved" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status400BadRequest,
        }, refused.Code, refused.Message)
        : throw new InvalidOperationException("An unknown outcome of a change to rules.");

    private static RuleId? RuleOf(string text) => Guid.TryParse(text, out var id) ? new RuleId(id) : null;
}
