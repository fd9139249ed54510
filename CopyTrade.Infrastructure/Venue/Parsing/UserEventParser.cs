using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>Messages of the user channel.</summary>
internal static class UserEventParser
{
    /// <summary>The event, or why the message cannot be read; neither for kinds that do not concern us.</summary>
    public static (UserEvent? Event, string? Problem) Read(JsonElement message, VenueCredentials credentials)
    {
        var kind = (message.Text("event_type") ?? message.Text("type") ?? "").ToUpperInvariant();
        switch (kind)
        {
            case "TRADE":
                var (trades, problem) = OwnTradeParser.Read(message, credentials);
                return trades.Count > 0 ? (new UserEvent.Trade(trades), problem) : (null, problem);
            case "ORDER" or "PLACEMENT" or "UPDATE" or "CANCELLATION":
                return ReadOrder(message);
            default:
                return (null, message.ValueKind == JsonValueKind.Object ? null : "not an object");
        }
    }

    private static (UserEvent? Event, string? Problem) ReadOrder(JsonElement message)
    {
        if (!VenueOrderId.TryParse(message.Text("id"), out var id)) return (null, "order id");
        var matched = string.IsNullOrEmpty(message.Text("size_matched")) ? Shares.Zero : message.Shares("size_matched");
        if (matched is not { } shares) return (null, "matched size");
        var word = message.Status();
        var isCancelled = string.Equals(message.Text("type"), "CANCELLATION", StringComparison.OrdinalIgnoreCase);
        var status = isCancelled ? VenueOrderStatus.Canceled : WireValues.OrderStatus(word);
        return (new UserEvent.Order(new(id, status, shares, status == VenueOrderStatus.Canceled ? Reason(word, message) : null)), null);
    }

    private static string? Reason(string word, JsonElement message)
    {
        const string Cancelled = "CANCELED_";
        if (word.StartsWith(Cancelled, StringComparison.OrdinalIgnoreCase)) return word[Cancelled.Length..];
        return word.Equals("CANCELED", StringComparison.OrdinalIgnoreCase) || word.Length == 0 ? null : message.Label("status");
    }
}
