using System.Globalization;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>Writes the account of a copied trade from what was stored at the time (R2.24). Pure: the same values give the same words.</summary>
public static class TradeExplainer
{
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;

    /// <summary>The account of a story with an order; null when nothing was ordered or it is not settled yet.</summary>
    /// <param name="story">The story as read.</param>
    /// <param name="after">What became of the shares, oldest first.</param>
    public static TradeExplanation? Of(ActivityStory story, IReadOnlyList<AfterCopy> after)
    {
        if (story.Order is not { } order || story.Decision is not MirrorDecision.Place place || !IsSettled(order, story.Fills)) return null;
        var fills = story.Fills.Where(fill => fill.Settlement != SettlementStatus.Failed).ToList();
        var shares = fills.Aggregate(Shares.Zero, (sum, fill) => sum + fill.Shares);
        var isBuy = order.Side == OrderSide.Buy;
        var left = Math.Max(0m, shares.Quantity - after.Sum(one => one.Shares.Quantity));
        return new(
            Headline(story, order, fills, shares),
            [
                new("What they did", Signal(story)),
                new("What was checked", Checks(story)),
                new("Why this size", Size(story, place, order, shares)),
                new("Why this price", Prices(story, order, fills, shares)),
                new("What happened after", isBuy ? After(after, left, fills) : Sold(after)),
            ],
            shares == Shares.Zero || !isBuy || left == 0m);
    }

    private static bool IsSettled(OrderDetail order, IReadOnlyList<OrderFillDetail> fills) =>
        order.Status is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Error
        && fills.All(fill => fill.Settlement is SettlementStatus.Confirmed or SettlementStatus.Failed)
        && (order.Status != OrderStatus.Filled || fills.Count > 0);

    private static string Headline(ActivityStory story, OrderDetail order, List<OrderFillDetail> fills, Shares shares)
    {
        var who = Who(story);
        var what = $"{Quantity(shares)} {order.Outcome ?? story.Row.Outcome ?? "shares"}";
        if (fills.Count == 0) return $"Your copy of {who} was ordered and not filled.";
        var average = Average(fills, shares);
        return $"You {(order.Side == OrderSide.Buy ? "bought" : "sold")} {what} at {Cents(average)} because {who} did so at {Cents(story.Row.TheirPrice.Value)}.";
    }

    private static List<string> Signal(ActivityStory story)
    {
        var fill = story.Input.Fill;
        var lines = new List<string>
        {
            $"{Who(story)} {(fill.Side == OrderSide.Buy ? "bought" : "sold")} {Quantity(fill.Shares)} {fill.Outcome ?? "shares"} of \"{fill.Title ?? "a market without a name"}\" at {Cents(fill.Price.Value)}, {Usd(fill.Notional.Amount)} in all, on {Time(fill.FilledAt)}.",
            $"It was seen {Seconds(fill.ObservedAt - fill.FilledAt)} later by {fill.Source.Replace('-', ' ')} and decided {Seconds(story.Row.DecidedAt - fill.ObservedAt)} after that.",
        };
        if (fill.Legs > 1) lines.Add(string.Create(C, $"Their trade met {fill.Legs} orders; the price is their average."));
        if (story.Input.Group is { Members.Count: > 0 and var waited }) lines.Add(string.Create(C, $"{waited} smaller trades of theirs had waited for it and are part of this copy."));
        return lines;
    }

    private static List<string> Checks(ActivityStory story)
    {
        var checks = MirrorChecks.Explain(story.Input, story.Decision).Where(check => check.Passed == true).ToList();
        return [string.Create(C, $"All {checks.Count} checks passed:"), .. checks.Select(check => check.Values.Length > 0 ? $"{check.Name} ({check.Values})." : $"{check.Name}.")];
    }

    private static List<string> Size(ActivityStory story, MirrorDecision.Place place, OrderDetail order, Shares shares)
    {
        var sizing = place.Sizing;
        var lines = new List<string> { $"Your rules gave {sizing.Formula}." };
        if (sizing is { Desired: { } desired, Ceiling: { } ceiling } && ceiling < desired) lines.Add($"They wanted {Usd(desired.Amount)}; {Usd(ceiling.Amount)} were left under your ceiling.");
        if (place.Intent.Side == OrderSide.Buy && sizing.Desired is { } wish && story.Input.Snapshot.FreeCollateral is { } free && free < wish) lines.Add($"Your free balance was {Usd(free.Amount)}.");
        lines.Add($"{Quantity(place.Intent.Shares)} shares were ordered{(order.Shares == place.Intent.Shares ? "" : $", of which {Quantity(order.Shares)} were sent")}.");
        if (shares != order.Shares) lines.Add(shares > order.Shares ? $"{Quantity(shares)} were matched: its dollars met a better price." : $"{Quantity(shares)} of them were matched.");
        return lines;
    }

    private static List<string> Prices(ActivityStory story, OrderDetail order, List<OrderFillDetail> fills, Shares shares)
    {
        var lines = new List<string> { $"The limit was {Cents(order.Limit.Value)}: their {Cents(story.Input.Fill.Price.Value)} on the market's grid{(order.Limit.Value > (story.Input.Market?.Tick.Nearest(story.Input.Fill.Price)?.Value ?? order.Limit.Value) ? ", and what your rules allow above it" : "")}." };
        if (fills.Count == 0)
        {
            lines.Add(order.Failure is { } failure ? $"Nothing was matched: {Words(failure.ToString())}{(order.FailureDetail is { Length: > 0 } detail ? $" ({detail.TrimEnd('.')})" : "")}." : "Nothing was matched before it ended.");
            return lines;
        }

        var average = Average(fills, shares);
        var worse = (order.Side == OrderSide.Buy ? average - story.Row.TheirPrice.Value : story.Row.TheirPrice.Value - average) * shares.Quantity;
        lines.Add($"It was matched at {Cents(average)} on average{(fills.Count > 1 ? string.Create(C, $" in {fills.Count} matches") : "")}, {(worse == 0m ? "their own price" : $"{Usd(Math.Abs(worse))} {(worse > 0m ? "worse" : "better")} than at theirs")}.");
        lines.Add(fills.Any(fill => fill.Fee is null) ? "The venue has not told every fee." : $"The fee was {Usd(fills.Sum(fill => fill.Fee!.Value.Amount))}.");
        lines.AddRange(fills.Select(fill => fill.Transaction?.Value).OfType<string>().Distinct().Select(hash => $"Settled in transaction {hash}."));
        if (story.Fills.Any(fill => fill.Settlement == SettlementStatus.Failed)) lines.Add("A match whose settlement failed was taken back and counts for nothing.");
        return lines;
    }

    private static List<string> After(IReadOnlyList<AfterCopy> after, decimal left, List<OrderFillDetail> fills)
    {
        if (fills.Count == 0) return ["Nothing: no money moved."];
        var lines = after.Select(one => one.Cause switch
        {
            "redeemed" => $"The market was decided for it: {Quantity(one.Shares)} were paid {Usd(one.Proceeds.Amount)} on {Time(one.At)}, {Result(one)}.",
            "lost" => $"The market was decided against it: {Quantity(one.Shares)} became worthless on {Time(one.At)}, {Result(one)}.",
            "dust" => $"{Quantity(one.Shares)} were too little to sell and written off on {Time(one.At)}.",
            _ => $"{Quantity(one.Shares)} were sold for {Usd(one.Proceeds.Amount)} on {Time(one.At)}, {Result(one)}.",
        }).ToList();
        if (left > 0m) lines.Add($"{left.ToString("#,0.######", C)} are still held.");
        return lines;
    }

    private static List<string> Sold(IReadOnlyList<AfterCopy> closed) => closed.Count == 0 ? ["Nothing was closed by it."] : [$"It closed {closed.Sum(one => one.Shares.Quantity).ToString("#,0.######", C)} shares that had cost {Usd(closed.Sum(one => one.Cost.Amount))} for {Usd(closed.Sum(one => one.Proceeds.Amount))}: {Gain(closed.Sum(one => one.Proceeds.Amount - one.Cost.Amount))}."];

    private static string Result(AfterCopy one) => Gain((one.Proceeds - one.Cost).Amount);

    private static string Gain(decimal amount) => amount == 0m ? "neither gain nor loss" : amount > 0m ? $"a gain of {Usd(amount)}" : $"a loss of {Usd(-amount)}";

    private static string Who(ActivityStory story) => string.IsNullOrWhiteSpace(story.Row.TargetName) ? $"{story.Row.Wallet.Value[..6]}…{story.Row.Wallet.Value[^4..]}" : story.Row.TargetName;

    private static decimal Average(List<OrderFillDetail> fills, Shares shares) => shares == Shares.Zero ? 0m : fills.Sum(fill => fill.Shares.Quantity * fill.Price.Value) / shares.Quantity;

    private static string Words(string name) => string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : letter.ToString().ToLowerInvariant()));

    private static string Usd(decimal amount) => (amount < 0m ? "\u2212$" : "$") + Math.Abs(amount).ToString(amount != 0m && Math.Abs(amount) < 0.01m ? "0.00####" : "#,0.00", C);

    private static string Cents(decimal price) => (price * 100m).ToString("0.0##", C) + "¢";

    private static string Quantity(Shares shares) => shares.Quantity.ToString("#,0.######", C);

    private static string Seconds(TimeSpan span) => Math.Max(0d, span.TotalSeconds).ToString("0.0##", C) + " s";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", C) + " UTC";
}
