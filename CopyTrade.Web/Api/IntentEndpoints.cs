using System.Text.Json;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Signals;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/intent</c>: the door for external trade intents, with the answers of the source (R1.5) and a reason in each refusal.</summary>
internal static class IntentEndpoints
{
    public const string Path = "/intent";

    public static void MapIntents(this IEndpointRouteBuilder api)
    {
        api.MapPost(Path, AcceptAsync).WithTags("Signals").RequireScope(ApiKeyScope.SignalsWrite).Produces<AcceptedAnswer>().Produces<RefusedAnswer>(StatusCodes.Status400BadRequest);
        api.MapGet(Path + "/stats", StatsAsync).WithTags("Signals").RequireScope(ApiKeyScope.SignalsWrite).Produces<StatsAnswer>();
    }

    private static async Task<IResult> AcceptAsync(HttpContext http, [FromServices] SignalIntake intake, [FromServices] ILogger<SignalIntake> logger, CancellationToken ct)
    {
        var tenant = http.Tenant();
        var profile = http.Request.Query["profile"].ToString() is { Length: > 0 } name ? name : null;
        try
        {
            return await intake.AcceptAsync(tenant, profile, await ReadAsync(http, ct), SignalChannel.Http, ct) switch
            {
                IntakeResult.Accepted accepted => Results.Json(new AcceptedAnswer("accepted", accepted.IntentId, accepted.Profile.Name)),
                IntakeResult.Refused refused => Results.Json(RefusedAnswer.Of(refused), statusCode: StatusCodes.Status400BadRequest),
                _ => throw new InvalidOperationException("An unknown answer of the intake."),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException and not ApiFailure and not BadHttpRequestException)
        {
            IntentLog.NotStored(logger, e);
            return Results.Json(new RefusedAnswer("The intent could not be stored: send it again with the same id.", "internal", null, []), statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>No more than what tells that it is too long.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http, CancellationToken ct)
    {
        var buffer = new byte[SignalIntentParser.LargestDocument + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return buffer.AsMemory(0, length);
    }

    private static async Task<IResult> StatsAsync(HttpContext http, [FromServices] ISignalsQuery signals, [FromServices] ISignalProfiles profiles, CancellationToken ct)
    {
        var tenant = http.Tenant();
        var stats = await signals.StatsAsync(tenant, ct);
        return Results.Json(new StatsAnswer(
            stats.Validated, stats.Rejected, stats.Queued, stats.Seen, stats.Placed, stats.Observed, stats.Executions, stats.Failed + stats.Stopped, stats.SuccessRate,
            stats.ByCode.ToDictionary(pair => pair.Key.ToText(), pair => pair.Value),
            [.. (await profiles.ListAsync(tenant, ct)).Select(profile => ProfileAnswer.Of(profile, stats.Profiles.FirstOrDefault(figures => figures.Profile == profile.Name)))],
            stats.Waiting, stats.Combined));
    }

    private sealed record AcceptedAnswer(
        [property: JsonPropertyName("status")] string Status,
        [property: JsonPropertyName("intent_id")] Guid IntentId,
        [property: JsonPropertyName("profile")] string Profile);

    private sealed record RefusedAnswer(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("field")] string? Field,
        [property: JsonPropertyName("errors")] IReadOnlyList<FieldAnswer> Errors)
    {
        public static RefusedAnswer Of(IntakeResult.Refused refused) => new(
            refused.Message, refused.Code.ToText(), refused.Errors.Count > 0 ? refused.Errors[0].Field : null, [.. refused.Errors.Select(error => new FieldAnswer(error.Field, error.Problem, error.Message))]);
    }

    private sealed record FieldAnswer(
        [property: JsonPropertyName("field")] string? Field,
        [property: JsonPropertyName("problem")] string Problem,
        [property: JsonPropertyName("message")] string Message);

    private sealed record StatsAnswer(
        [property: JsonPropertyName("validated")] int Validated,
        [property: JsonPropertyName("rejected")] int Rejected,
        [property: JsonPropertyName("queued")] int Queued,
        [property: JsonPropertyName("seen")] int Seen,
        [property: JsonPropertyName("placed")] int Placed,
        [property: JsonPropertyName("observed")] int Observed,
        [property: JsonPropertyName("executions")] int Executions,
        [property: JsonPropertyName("failed")] int Failed,
        [property: JsonPropertyName("success_rate")] decimal? SuccessRate,
        [property: JsonPropertyName("rejections")] IReadOnlyDictionary<string, int> Rejections,
        [property: JsonPropertyName("profiles")] IReadOnlyList<ProfileAnswer> Profiles,
        [property: JsonPropertyName("waiting")] int Waiting,
        [property: JsonPropertyName("combined")] int Combined);

    private sealed record ProfileAnswer(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("allowed_traders")] int AllowedTraders,
        [property: JsonPropertyName("allowed_markets")] int AllowedMarkets,
        [property: JsonPropertyName("strategy")] JsonElement Strategy,
        [property: JsonPropertyName("observe_only")] bool IsObserveOnly,
        [property: JsonPropertyName("executions")] int? Executions,
        [property: JsonPropertyName("failed")] int? Failed,
        [property: JsonPropertyName("budget_usdc")] decimal? Budget,
        [property: JsonPropertyName("used_last_day_usdc")] decimal? UsedLastDay)
    {
        public static ProfileAnswer Of(SignalProfile profile, SignalProfileStats? figures) => new(
            profile.Name, profile.Terms.Traders.Count, profile.Terms.Markets.Count, JsonSerializer.SerializeToElement(profile.Terms.Sizing, DomainJson.Options), profile.Terms.IsObserveOnly,
            figures?.Executions, figures?.Failed, profile.Terms.DailyBudget?.Amount, figures?.UsedLastDay.Amount);
    }
}
