using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Trading;

/// <summary>What happened to an order, each entry with its time since the trade that it answers, or since it was written.</summary>
public static class OrderSteps
{
    public static IReadOnlyList<StoryStep> Of(OrderDossier dossier, OrderCause? cause)
    {
        var order = dossier.Line.Order;
        var start = cause?.FilledAt ?? order.CreatedAt;
        List<StoryStep> steps = [];
        if (cause is not null)
            steps.Add(new("Seen", $"The target {(order.Side == OrderSide.Buy ? "bought" : "sold")} at {Format.Cents(cause.TheirPrice.Value)}", cause.ObservedAt - start, "eye", Values: [("source", cause.Source.Replace('-', ' ')), ("venue lag", Format.Elapsed(OrderClocks.Of(dossier.Line, cause).Venue))]));
        steps.Add(new("Written", "Ledger row stored before anything was sent", order.CreatedAt - start, "audit", Values: [("key", Format.ShortAddress(order.Key.Value)), ("limit", Format.Cents(order.Limit.Value)), ("shares", Format.Shares(order.Shares.Quantity))]));
        steps.AddRange(dossier.Events.OrderBy(entry => entry.At).Select(entry => Event(entry) with { After = entry.At - start }));
        steps.AddRange(NotReached(dossier.Line.Stage));
        return steps;
    }

    /// <summary>One entry of an order's history in words.</summary>
    public static StoryStep Event(OrderHistoryEntry entry)
    {
        var (stage, says, icon, tone) = entry.Kind switch
        {
            "authorised" => ("Authorised", "Inside every limit", "shield", "done"),
            "denied" => ("Denied", "A limit of yours or of the platform refused it", "shield", "stop"),
            "put_off" => ("Put off", "Waits for the hour's cap: sent as soon as a place is free", "jobs", "now"),
            "signed" => ("Signed", "Signed bytes and order hash stored", "pen", "done"),
            "submitted" => ("Sent", "Posted to the venue", "send", "done"),
            "accepted" => ("Accepted", "The venue has the order", "check", "done"),
            "rejected" => ("Rejected", "The venue refused it; nothing was bought or sold", "cross", "stop"),
            "unknown" => ("Unknown", "No clear answer; asking the venue by order hash, never sending again", "question", "stop"),
            "resolved" => ("Resolved", "The venue said what became of it", "check", "done"),
            "matched" => ("Matched", "The venue matched it; not a position yet", "half", "done"),
            "retrying" => ("Settling", "The chain refused it once; the venue tries again", "spin", "now"),
            "mined" => ("Settling", "In a block, waiting until it is final", "spin", "done"),
            "confirmed" => ("Confirmed", "Final on chain; lots and position moved", "check", "done"),
            "failed" => ("Void", "The match failed on chain; the money is back", "slash", "stop"),
            "cancel_requested" => ("Cancel asked", "You asked to take it back; the venue is asked next", "slash", "done"),
            "canceled" => ("Cancelled", "No longer rests in the book", "slash", "done"),
            "anomaly" => ("Odd", "The venue said something that does not fit; kept for the record", "warn", "stop"),
            "tried_again" => ("Tried again", "Refused for the market's rules; another order at a price that fits them", "send", "done"),
            "not_tried_again" => ("Not tried again", "Refused for the market's rules, and no other order fits them", "slash", "stop"),
            "second_try" => ("Second try", "Comes after one that the venue refused for the market's rules", "info", "done"),
            "stale" => ("Too old", "Waited longer than its trade is worth following", "jobs", "stop"),
            var other => (Format.Capitalised(other.Replace('_', ' ')), "", "info", "done"),
        };
        return new(stage, says, null, icon, tone, [.. entry.Values.Where(v => v.Key != "by").Select(v => StoryValue.Of(v.Key, v.Value))]);
    }

    private static IEnumerable<StoryStep> NotReached(OrderStage stage) => stage switch
    {
        OrderStage.Pending or OrderStage.Unknown => [Later("Accepted", "check", stage == OrderStage.Unknown ? "not known" : "next"), Later("Matched", "half", ""), Later("Confirmed", "check", "Lot and position move here")],
        OrderStage.Resting => [Later("Matched", "half", "waits in the book"), Later("Confirmed", "check", "Lot and position move here")],
        OrderStage.Settling => [Later("Confirmed", "check", "Lot and position move here")],
        OrderStage.Failed or OrderStage.Canceled => [Later("Matched", "half", "not reached")],
        _ => [],
    };

    private static StoryStep Later(string stage, string icon, string says) => new(stage, says, null, icon, "next");
}
