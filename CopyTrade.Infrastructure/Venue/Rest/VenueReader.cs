using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Reads of the venue: repeated a few times with growing waits, never sooner than the venue asks. Not for writes.</summary>
internal sealed class VenueReader(VenueHttp http, TimeProvider clock)
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(800)];

    /// <summary>An answer that is not a passing trouble; its status may still be a refusal.</summary>
    /// <exception cref="VenueUnavailableException">Trouble to the last attempt, or the venue asks to wait longer than a reader should.</exception>
    public async Task<VenueAnswer> GetAsync(VenueCall call, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            var trouble = await TryAsync(call, ct);
            if (trouble.Answer is { } answer) return answer;
            var wait = attempt < Waits.Length ? Longer(Waits[attempt], trouble.RetryAfter) : (TimeSpan?)null;
            if (wait is null || wait > call.LongestWait)
                throw new VenueUnavailableException($"{call.Endpoint.Host} {call.Path}: {trouble.Reason}", trouble.Cause) { RetryAfter = trouble.RetryAfter };
            await Task.Delay(wait.Value, clock, ct);
        }
    }

    /// <summary>The JSON of a successful answer; null when the venue says that there is no such thing.</summary>
    public async Task<JsonDocument?> JsonAsync(VenueCall call, CancellationToken ct) => Json(call, await GetAsync(call, ct));

    /// <summary>The JSON in an answer; null when it says that there is no such thing.</summary>
    public static JsonDocument? Json(VenueCall call, VenueAnswer answer)
    {
        if (answer.Status == 404 && VenueError.Read(answer.Body) is not null) return null;
        if (!answer.IsSuccess) throw Refusal(call, answer);
        return WireJson.Parse(answer.Body) ?? throw new VenueUnavailableException($"{call.Endpoint.Host} {call.Path}: the answer is not JSON.");
    }

    /// <summary>An answer that is no success, as what a reader throws.</summary>
    public static VenueUnavailableException Refusal(VenueCall call, VenueAnswer answer) => new($"{call.Endpoint.Host} {call.Path}: {VenueError.Describe(answer)}")
    {
        RetryAfter = answer.RetryAfter,
        CredentialsRefused = answer.Status == 401 && call.Credentials is not null,
    };

    private async Task<Attempt> TryAsync(VenueCall call, CancellationToken ct)
    {
        try
        {
            var answer = await http.SendAsync(call, ct);
            return answer.Status is 408 or 425 or 429 or >= 500
                ? new(null, VenueError.Describe(answer), answer.RetryAfter ?? VenueError.Read(answer.Body)?.RetryAfter, null)
                : new(answer, "", null, null);
        }
        catch (VenueSendException e)
        {
            ct.ThrowIfCancellationRequested();
            return new(null, e.Message, null, e);
        }
    }

    private static TimeSpan Longer(TimeSpan own, TimeSpan? asked) => asked > own ? asked.Value : own;

    private sealed record Attempt(VenueAnswer? Answer, string Reason, TimeSpan? RetryAfter, Exception? Cause);
}
