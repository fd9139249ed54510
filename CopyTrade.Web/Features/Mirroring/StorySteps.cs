using System.Globalization;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>The stages of a story with the time since the target's trade and the values used; stages not reached come last, grey.</summary>
public static class StorySteps
{
    public static IReadOnlyList<StoryStep> Of(ActivityStory story)
    {
        var start = story.Input.Fill.FilledAt;
        var steps = new List<StoryStep> { Seen(story, start), Judged(story, start) };
        if (Sized(story, start) is { } sized) steps.Add(sized);
        if (story.Order is { } order)
        {
            steps.Add(new("Written", "Ledger row stored before anything was sent", order.CreatedAt - start, "audit", Values: [("key", Format.ShortAddress(order.Key.Value)), ("limit", Format.Cents(order.Limit.Value)), ("shares", Format.Shares(order.Shares.Quantity))]));
            steps.AddRange(Happened(story).OrderBy(e => e.At).Select(e => e.Step with { After = e.At - start }));
        }

        steps.AddRange(NotReached(story));
        return steps;
    }

    private static StoryStep Seen(ActivityStory story, DateTimeOffset start)
    {
        var fill = story.Input.Fill;
        var did = fill.Side == OrderSide.Buy ? "bought" : "sold";
        List<(string, string)> values = [("source", SourceWords(fill.Source))];
        if (story.AlsoSeen.Count > 0) values.Add(("also seen by", string.Join(", ", story.AlsoSeen.Select(also => $"{SourceWords(also.Source)} {Format.Elapsed(also.SeenAt - fill.ObservedAt)} later"))));
        values.AddRange([("transaction", Format.ShortAddress(fill.Transaction.Value)), (fill.Side == OrderSide.Buy ? "they paid" : "they got", Format.Usd(fill.Notional.Amount)), ("legs", fill.Legs == 1 ? "1" : $"{fill.Legs}, average {Format.Cents(fill.Price.Value)}")]);
        return new(
            "Seen",
            $"{TargetNames.Of(story.Row)} {did} {Format.Shares(fill.Shares.Quantity)} {fill.Outcome ?? "shares"} at {Format.Cents(fill.Price.Value)}",
            fill.ObservedAt - start,
            "eye",
            Values: values);
    }

    private static string SourceWords(string source) => source.Replace('-', ' ');

    private static StoryStep Judged(ActivityStory story, DateTimeOffset start)
    {
        var (branch, says, tone) = story.Decision switch
        {
            MirrorDecision.Place place => (place.Branch, $"Copy: {ReasonWords.Of(place.Reason).ToLowerInvariant()}, every check passed", "done"),
            MirrorDecision.Skip skip => (skip.Branch, $"Skip: {ReasonWords.Of(EnumCode.Of(skip.Reason)).ToLowerInvariant()}", "stop"),
            _ => (MirrorBranch.None, "", "done"),
        };
        List<(string, string)> values = [("rules", PolicySays.Short(story.Input.Target.Sizing, story.Input.Target.MaxPerTrade))];
        if (branch != MirrorBranch.None) values.Add(("branch", EnumCode.Of(branch).Replace('_', ' ')));
        return new("Judged", says, story.Row.DecidedAt - start, tone == "stop" ? "skip" : "rules", tone, values);
    }

    private static StoryStep? Sized(ActivityStory story, DateTimeOffset start)
    {
        var trace = story.Decision switch { MirrorDecision.Place place => place.Sizing, MirrorDecision.Skip { Sizing: { } sizing } => sizing, _ => null };
        if (trace is null) return null;
        List<(string, string)> values = [];
        if (trace.Floor is { } floor) values.Add(("market minimum", Format.Usd(floor.Amount)));
        if (trace.Desired is { } desired) values.Add(("rules want", Format.Usd(desired.Amount)));
        if (trace.Ceiling is { } ceiling) values.Add(("left of your ceiling", Format.Usd(ceiling.Amount)));
        values.Add(("shares", trace.Shares is { } shares ? Format.Shares(shares.Quantity) : "none"));
        return new("Sized", Format.Capitalised(trace.Formula), story.Row.DecidedAt - start, "calc", story.Decision is MirrorDecision.Skip ? "stop" : "done", values);
    }

    private static IEnumerable<(DateTimeOffset At, StoryStep Step)> Happened(ActivityStory story)
    {
        foreach (var entry in story.Events)
        {
            // What happened to a match is told below, with its price, by the match itself.
            if (IsOfAFill(entry, story.Fills)) continue;
            yield return (entry.At, OrderSteps.Event(entry));
        }

        foreach (var fill in story.Fills)
        {
            // When we heard of it, by our own clock: the venue's times are whole seconds and would stand before the order.
            var heard = story.Events.Where(e => e.Values.GetValueOrDefault("trade") == fill.VenueTradeId).ToList();
            yield return (heard.Count > 0 ? heard.Min(e => e.At) : fill.MatchedAt, Matched(story, fill));
            if (Settled(fill) is { } settled) yield return (heard.LastOrDefault(e => e.Kind == EnumCode.Of(fill.Settlement))?.At ?? fill.SettledAt ?? story.Row.StateSince, settled);
        }
    }

    private static bool IsOfAFill(OrderHistoryEntry entry, IReadOnlyList<OrderFillDetail> fills) => fills.Count > 0
        && (entry.Kind == "matched" || (entry.Kind is "retrying" or "mined" or "confirmed" or "failed" && fills.Any(f => f.VenueTradeId == entry.Values.GetValueOrDefault("trade"))));

    private static StoryStep Matched(ActivityStory story, OrderFillDetail fill)
    {
        var gap = Domain.Money.BasisPoints.Between(story.Row.TheirPrice, fill.Price)?.Value;
        if (story.Row.Side == OrderSide.Sell) gap = -gap;
        var worse = gap switch { null or 0 => "the target's price", > 0 => $"{Math.Abs(gap.Value).ToString("N0", CultureInfo.InvariantCulture)} bps worse than the target", _ => $"{Math.Abs(gap.Value).ToString("N0", CultureInfo.InvariantCulture)} bps better than the target" };
        return new("Matched", $"{Format.Shares(fill.Shares.Quantity)} shares at {Format.Cents(fill.Price.Value)}, {worse}", null, "half", "done", [("amount", Format.Usd(fill.Shares.Quantity * fill.Price.Value)), ("fee", fill.Fee is { } fee ? Format.Usd(fee.Amount) : Format.None), ("we", fill.IsTaker ? "took" : "made")]);
    }

    private static StoryStep? Settled(OrderFillDetail fill)
    {
        IReadOnlyList<(string, string)> values = fill.Transaction is { } hash ? [("transaction", Format.ShortAddress(hash.Value))] : [];
        return fill.Settlement switch
        {
            SettlementStatus.Mined => new("Settling", "In a block, waiting until it is final", null, "spin", "now", values),
            SettlementStatus.Retrying => new("Settling", "The chain refused it once; the venue tries again", null, "spin", "now", values),
            SettlementStatus.Confirmed => new("Confirmed", "Final on chain; lots and position moved", null, "check", "done", values),
            SettlementStatus.Failed => new("Void", "The match failed on chain; the money is back", null, "slash", "stop", values),
            _ => null,
        };
    }

    private static IEnumerable<StoryStep> NotReached(ActivityStory story) => story.Row.Result switch
    {
        ActivityResult.Skipped => [Later("Signed", "pen", "not reached"), Later("Confirmed", "check", "not reached")],
        ActivityResult.Failed => [Later("Matched", "half", "not reached"), Later("Confirmed", "check", "not reached")],
        ActivityResult.Pending => [Later("Signed", "pen", story.Events is [.., { Kind: "put_off" }] ? "waits for the hour's cap" : "next"), Later("Matched", "half", ""), Later("Confirmed", "check", "Lot and position move here")],
        ActivityResult.Unknown or ActivityResult.Open => [Later("Matched", "half", story.Row.Result == ActivityResult.Open ? "waits in the book" : "not known"), Later("Confirmed", "check", "Lot and position move here")],
        ActivityResult.Matched or ActivityResult.Settling => [Later("Confirmed", "check", "Lot and position move here")],
        _ => [],
    };

    private static StoryStep Later(string stage, string icon, string says) => new(stage, says, null, icon, "next");
}
