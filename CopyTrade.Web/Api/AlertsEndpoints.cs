using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Alerts;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/alerts</c>, the account's durable jobs under <c>/api/jobs</c>, and <c>/api/executions</c> (R4.15, R4.20).</summary>
internal static class AlertsEndpoints
{
    private const string KeyHeader = "Idempotency-Key";

    public static void MapAlerts(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/api/alerts").WithTags("Alerts");
        alerts.MapPost("", AcceptAsync).RequireAuthorization(ApiPolicies.AlertSender).Accepts<AlertRequest>("application/json").Produces<AlertAnswer>(StatusCodes.Status201Created).Produces<AlertAnswer>();
        alerts.MapGet("", ListAsync).RequireScope(ApiKeyScope.AlertsRead).Produces<Listing<AlertAnswer>>();
        alerts.MapGet("{id}", FindAsync).RequireScope(ApiKeyScope.AlertsRead).Produces<AlertAnswer>();
        var jobs = api.MapGroup("/api/jobs/{id:guid}").WithTags("Jobs");
        jobs.MapGet("", JobAsync).RequireScope(ApiKeyScope.AlertsRead).Produces<DurableJobAnswer>();
        jobs.MapPost("retry", async (HttpContext http, Guid id, [FromServices] IHarness harness, CancellationToken ct) => Moved(await harness.RetryAsync(http.Tenant(), id, ct))).RequireScope(ApiKeyScope.AlertsWrite).Produces<DurableJobAnswer>();
        jobs.MapPost("park", async (HttpContext http, Guid id, [FromServices] IHarness harness, CancellationToken ct) => Moved(await harness.ParkAsync(http.Tenant(), id, ct))).RequireScope(ApiKeyScope.AlertsWrite).Produces<DurableJobAnswer>();
        api.MapGet("/api/executions", ExecutionsAsync).WithTags("Alerts").RequireScope(ApiKeyScope.AlertsRead).Produces<Listing<ExecutionAnswer>>();
    }

    /// <summary>The account's durable jobs; <c>?status=ALL</c> for all of them.</summary>
    public static async Task<IResult> JobsAsync(HttpContext http, IHarness harness, CancellationToken ct)
    {
        var (limit, before) = (http.Limit(), Before(http));
        var status = http.Request.Query["status"].ToString() is "" or "ALL" ? null : Word<JobStatus>(http, "status");
        var found = await harness.ListAsync(http.Tenant(), status, IdOf(http, "alertId"), before, limit, ct);
        return Page(found, limit, job => DurableJobAnswer.Of(job), job => (job.CreatedAt, job.Id));
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, [FromServices] AlertIntake intake, CancellationToken ct)
    {
        var (body, _) = await ApiBody.ReadAsync<AlertRequest>(http);
        return await intake.AcceptAsync(http.Tenant(), Read(http, body), ct) switch
        {
            AlertReceipt.Stored { IsNew: true } stored => ApiAnswer.Ok(StatusCodes.Status201Created, AlertAnswer.Of(stored.Alert), $"/api/alerts/{stored.Alert.Id}").ToResult(),
            AlertReceipt.Stored stored => ApiAnswer.Ok(StatusCodes.Status200OK, AlertAnswer.Of(stored.Alert)).ToResult(),
            AlertReceipt.Refused refused => ApiProblem.Bad(refused.Code, refused.Message),
            _ => throw new InvalidOperationException("An unknown answer of the intake."),
        };
    }

    private static NewAlert Read(HttpContext http, AlertRequest body)
    {
        var (sender, webhook) = (http.User.FindFirstValue(AlertSenderHandler.NameClaim), http.User.FindFirstValue(AlertSenderHandler.WebhookClaim));
        if (sender is not null && body.Source is { } named && named != sender) throw new ApiFailure(StatusCodes.Status403Forbidden, "source_mismatch", $"This secret is the one of source {sender}: leave source out, or name that.");
        var mode = RuleWords.Parse<AlertMode>(body.Mode) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"mode is one of {RuleWords.All<AlertMode>()}.");
        if (body.Payload is { ValueKind: not JsonValueKind.Object }) throw ApiFailure.Bad("payload_invalid", "The payload is a JSON object.");
        return new(
            body.Source ?? sender ?? throw ApiFailure.Bad(ApiCode.FieldMissing, "Name the source that sends the alert."),
            body.AlertType ?? throw ApiFailure.Bad(ApiCode.FieldMissing, "Name alertType, a word of your own."),
            mode,
            KeyOf(http, body, webhook),
            body.Payload?.GetRawText() ?? "{}",
            Guid.TryParse(http.User.FindFirstValue(AlertSenderHandler.SourceClaim), out var source) ? source : null,
            webhook);
    }

    // The header is not signed: of a signed message only what the signature covers counts, or a copy of it could be sent as a new one.
    private static string KeyOf(HttpContext http, AlertRequest body, string? webhook)
    {
        var header = http.Request.Headers[KeyHeader].ToString();
        if (webhook is not null) return body.IdempotencyKey ?? webhook;
        if (header.Length > 0 && body.IdempotencyKey is { } other && other != header) throw ApiFailure.Bad(ApiCode.IdempotencyKeyInvalid, $"{KeyHeader} and idempotencyKey differ: send one, or both alike.");
        return header.Length > 0 ? header : body.IdempotencyKey ?? throw ApiFailure.Bad(ApiCode.FieldMissing, $"Send an idempotency key, as header {KeyHeader} or as idempotencyKey: it is what keeps a repeated alert from being done twice.");
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] IAlertsQuery alerts, CancellationToken ct)
    {
        var (limit, before) = (http.Limit(), Before(http));
        var found = await alerts.ListAsync(http.Tenant(), Word<AlertStatus>(http, "status"), before, limit, ct);
        return Page(found, limit, AlertAnswer.Of, alert => (alert.ReceivedAt, alert.Id));
    }

    private static async Task<IResult> FindAsync(HttpContext http, string id, [FromServices] IAlertsQuery alerts, CancellationToken ct) =>
        Guid.TryParse(id, out var alert) && await alerts.FindAsync(http.Tenant(), alert, ct) is { } found ? Results.Json(AlertAnswer.Of(found)) : ApiProblem.NotFound("alert");

    private static async Task<IResult> JobAsync(HttpContext http, Guid id, [FromServices] IHarness harness, CancellationToken ct) =>
        await harness.FindAsync(http.Tenant(), id, ct) is { } job ? Results.Json(DurableJobAnswer.Of(job, await harness.AttemptsAsync(http.Tenant(), id, ct))) : ApiProblem.NotFound("job");

    private static async Task<IResult> ExecutionsAsync(HttpContext http, [FromServices] IExecutionsQuery executions, CancellationToken ct)
    {
        var (limit, before) = (http.Limit(), Before(http));
        var found = await executions.ListAsync(http.Tenant(), IdOf(http, "alertId"), IdOf(http, "ruleId"), before, limit, ct);
        return Page(found, limit, ExecutionAnswer.Of, execution => (execution.StartedAt, execution.Id));
    }

    private static IResult Moved(JobChange change) => change switch
    {
        JobChange.Done done => Results.Json(DurableJobAnswer.Of(done.Job)),
        JobChange.Refused refused => ApiProblem.Of(StatusCodes.Status409Conflict, "job_state", refused.Message),
        _ => ApiProblem.NotFound("job"),
    };

    private static IResult Page<T, TAnswer>(IReadOnlyList<T> found, int limit, Func<T, TAnswer> answer, Func<T, (DateTimeOffset At, Guid Id)> place) => Results.Json(new Listing<TAnswer>(
        [.. found.Select(answer)],
        found.Count == limit && place(found[^1]) is var (at, id) ? string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}-{id:N}") : null));

    // Ids grow with time, so the id alone says where the page before ended.
    private static Guid? Before(HttpContext http) => http.Cursor() is { } cursor ? Guid.ParseExact(cursor[(cursor.IndexOf('-', StringComparison.Ordinal) + 1)..], "N") : null;

    private static Guid? IdOf(HttpContext http, string field) => http.Request.Query[field].ToString() is not { Length: > 0 } text ? null
        : Guid.TryParse(text, out var id) ? id : throw ApiFailure.Bad(ApiCode.FieldInvalid, $"{field} is an id.");

    private static T? Word<T>(HttpContext http, string field) where T : struct, Enum => http.Request.Query[field].ToString() is not { Length: > 0 } text ? null
        : RuleWords.Parse<T>(text) ?? throw ApiFailure.Bad(ApiCode.FieldInvalid, $"{field} is one of {RuleWords.All<T>()}.");
}
