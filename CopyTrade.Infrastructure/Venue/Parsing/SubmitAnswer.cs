using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Rest;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>What an answer to <c>POST /order</c> proves. Whatever is not proven is <see cref="SubmitOutcome.Unknown"/>.</summary>
internal static class SubmitAnswer
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    public static SubmitOutcome Read(VenueAnswer answer, VenueOrderId expected)
    {
        var error = VenueError.Read(answer.Body);
        return answer.Status switch
        {
            >= 200 and < 300 => Success(answer, expected),
            408 => new SubmitOutcome.Unknown(VenueError.Describe(answer)),
            425 => Refused(VenueErrorCode.VenueRestricted, answer, error, Soon),
            429 => Refused(VenueErrorCode.RateLimited, answer, error, Soon),
            >= 400 and < 500 => ClientError(answer, error),
            _ => ServerError(answer, error),
        };
    }

    private static SubmitOutcome Success(VenueAnswer answer, VenueOrderId expected)
    {
        using var json = WireJson.Parse(answer.Body);
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object) return new SubmitOutcome.Unknown($"HTTP {answer.Status} with an unreadable answer.");
        var root = json.RootElement;
        var (success, text, id) = (root.Flag("success"), root.Label("errorMsg", "error"), root.Text("orderID", "orderId"));
        var isOurs = VenueOrderId.TryParse(id, out var named) && named == expected;
        if (success == true && text is null)
        {
            return isOurs ? new SubmitOutcome.Accepted(expected, Placement(root.Status()))
                : new SubmitOutcome.Unknown(string.IsNullOrEmpty(id) ? "Success without an order id." : $"Success for another order id than ours ({named?.Value ?? "unreadable"}).");
        }

        // A refused order may come with success = true, its text and no id; a text beside our own id is a contradiction.
        if (text is not null && !(success == true && isOurs)) return ByText(text, answer, RetryAfter(root.Decimal("retry_after_seconds")));
        return success == false
            ? new SubmitOutcome.Rejected(VenueErrorCode.EmptyResponse, "The venue refused without a reason.")
            : new SubmitOutcome.Unknown("The answer contradicts itself.");
    }

    private static SubmitOutcome ClientError(VenueAnswer answer, VenueError? error) => (answer.Status, error) switch
    {
        (401, _) => new SubmitOutcome.Rejected(VenueErrorCode.StaleApiKey, VenueError.Describe(answer)),
        (_, null) => answer.Body.Length == 0
            ? new SubmitOutcome.Rejected(VenueErrorCode.EmptyResponse, VenueError.Describe(answer))
            : new SubmitOutcome.Rejected(VenueErrorCode.HttpError, VenueError.Describe(answer)),
        (_, { Text.Length: 0 }) => new SubmitOutcome.Rejected(VenueErrorCode.EmptyResponse, VenueError.Describe(answer)),
        _ => ByText(error.Text, answer, error.RetryAfter),
    };

    // A server that failed may have failed after accepting: only its own words about a closed door are proof.
    private static SubmitOutcome ServerError(VenueAnswer answer, VenueError? error) =>
        error is not null && ErrorTable.Find(error.Text) is { Verdict: ErrorVerdict.RefusedForNow } row
            ? Refused(row.Code, answer, error, Later)
            : new SubmitOutcome.Unknown(VenueError.Describe(answer));

    private static SubmitOutcome ByText(string text, VenueAnswer answer, TimeSpan? wait) => ErrorTable.Find(text) switch
    {
        { Verdict: ErrorVerdict.Uncertain } => new SubmitOutcome.Unknown(text),
        { Verdict: ErrorVerdict.RefusedForNow } row => new SubmitOutcome.Rejected(row.Code, text, answer.RetryAfter ?? wait ?? Later),
        { } row => new SubmitOutcome.Rejected(row.Code, text),
        null => new SubmitOutcome.Rejected(VenueErrorCode.Unknown, text),
    };

    private static SubmitOutcome.Rejected Refused(VenueErrorCode code, VenueAnswer answer, VenueError? error, TimeSpan otherwise) =>
        new(code, VenueError.Describe(answer), answer.RetryAfter ?? error?.RetryAfter ?? otherwise);

    private static TimeSpan? RetryAfter(decimal? seconds) => seconds is >= 0m and <= 86_400m ? TimeSpan.FromSeconds((double)seconds) : null;

    // A word that we do not know still means accepted; the order is then followed like a resting one.
    private static PlacementStatus Placement(string word) => word.ToUpperInvariant() switch
    {
        "MATCHED" => PlacementStatus.Matched,
        "DELAYED" => PlacementStatus.Delayed,
        "UNMATCHED" => PlacementStatus.Unmatched,
        _ => PlacementStatus.Live,
    };
}
