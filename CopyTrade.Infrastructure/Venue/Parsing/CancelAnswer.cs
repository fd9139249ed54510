using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Rest;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>What an answer to a cancel proves.</summary>
internal static class CancelAnswer
{
    private static readonly string[] AlreadyGone = ["not found", "can't be found", "cannot be found", "does not exist", "already canceled", "already cancelled", "already matched"];

    public static CancelOutcome Read(VenueAnswer answer, VenueOrderId order)
    {
        using var json = WireJson.Parse(answer.Body);
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return answer.Status is >= 400 and < 500 and not 408 ? new CancelOutcome.Refused(VenueError.Describe(answer)) : new CancelOutcome.Unknown(VenueError.Describe(answer));
        }

        if (!answer.IsSuccess) return Failed(answer);
        if (json.RootElement.Items("canceled", "cancelled").Any(id => IsIt(id.AsText(), order))) return new CancelOutcome.Cancelled();
        foreach (var (_, value) in json.RootElement.Members("not_canceled", "not_cancelled").Where(m => IsIt(m.Name, order)))
        {
            var reason = value.AsText() ?? "The venue gave no reason.";
            return IsGone(reason) ? new CancelOutcome.Cancelled(WasGone: true) : new CancelOutcome.Refused(reason);
        }

        return new CancelOutcome.Unknown("The answer does not name the order.");
    }

    private static CancelOutcome Failed(VenueAnswer answer)
    {
        var text = VenueError.Describe(answer);
        if (answer.Status is 404 || IsGone(text)) return new CancelOutcome.Cancelled(WasGone: true);
        var isProof = answer.Status is >= 400 and < 500 and not 408 || ErrorTable.Find(text) is { Verdict: ErrorVerdict.RefusedForNow };
        return isProof ? new CancelOutcome.Refused(text) : new CancelOutcome.Unknown(text);
    }

    private static bool IsGone(string reason) => AlreadyGone.Any(text => reason.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static bool IsIt(string? text, VenueOrderId order) => VenueOrderId.TryParse(text, out var id) && id == order;
}
