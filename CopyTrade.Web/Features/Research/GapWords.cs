using CopyTrade.Domain.Research.Copies;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Research;

/// <summary>The copy gap in words.</summary>
public static class GapWords
{
    public static string Of(GapSpan span) => span switch
    {
        GapSpan.Yesterday => "Yesterday",
        GapSpan.Today => "Today",
        GapSpan.Week => "7 days",
        _ => "30 days",
    };

    public static string Of(GapBar bar) => bar switch
    {
        GapBar.NotSeen => "Not seen in time",
        GapBar.Skipped => "Skipped by rule",
        GapBar.Sized => "Sized as you chose",
        GapBar.Capped => "Capped",
        GapBar.NotFilled => "Ordered, not filled",
        GapBar.Price => "Worse price",
        GapBar.Fees => "Fees",
        GapBar.ExitTiming => "Exit timing",
        GapBar.Rounding => "Dust and rounding",
        _ => "Not a copy",
    };

    /// <summary>What a bar holds, one sentence.</summary>
    public static string Meaning(GapBar bar) => bar switch
    {
        GapBar.NotSeen => "Trades of theirs that were not seen, or too late to follow, at their size.",
        GapBar.Skipped => "Trades of theirs that one of your rules refused, at their size.",
        GapBar.Sized => "From their size to the size that your rules chose: less at stake, less won and less lost.",
        GapBar.Capped => "Ordered less than chosen: a ceiling or your balance.",
        GapBar.NotFilled => "Orders that were refused, cancelled or only partly matched.",
        GapBar.Price => "What you paid against what they paid.",
        GapBar.Fees => "Fees of your matches.",
        GapBar.ExitTiming => "You left later, earlier or at another price than they did.",
        GapBar.Rounding => "Cents, the venue's steps, and trades too small to copy.",
        _ => "Purchases in this target's book that answer no trade of theirs.",
    };

    public static string Reason(string code) => code switch
    {
        "partly" => "matched only partly",
        "open" or "partial" or "pending" => "still working",
        "canceled" => "cancelled at the venue",
        _ => ReasonWords.Of(code),
    };

    public static string Label(GapBarGroup group) => group switch
    {
        { IsRest: true } => "Skipped: other rules",
        { Bar: GapBar.Skipped, Reason: { } reason } => "Skipped: " + Lower(Reason(reason)),
        _ => Of(group.Bar),
    };

    /// <summary>The sentence on top: what copying cost, what most of it was, what both made.</summary>
    public static string Sentence(CopyGapReport report, GapSpan span) => Sentence(report, When(span));

    /// <summary>The same for another period.</summary>
    /// <param name="report">The gap.</param>
    /// <param name="when">The period as it ends a sentence.</param>
    public static string Sentence(CopyGapReport report, string when)
    {
        if (report.Trades.Count == 0) return $"Nobody whom you follow held or traded anything {when}.";
        if (report.Unpriced == report.Trades.Count) return $"What you and they made {when} is not known yet: nobody has told what it is worth.";
        var cost = report.CostOfCopying;
        var both = $"They made {Format.Usd(report.Theirs, true)}, you made {Format.Usd(report.Mine, true)}.";
        if (cost == 0m) return $"Copying cost you nothing {when}: {(report.Mine == 0m ? "nothing of yours was copied or moved" : "you got their prices")}. {both}";
        if (cost < 0m) return $"Copying brought you {Format.Usd(-cost)} over their own prices {when}. {both}";
        var most = report.Steps.Where(step => step.Bar is GapBar.NotFilled or GapBar.Price or GapBar.Fees or GapBar.ExitTiming or GapBar.Rounding).GroupBy(step => step.Bar)
            .Select(same => (Bar: same.Key, Amount: same.Sum(step => step.Amount))).MinBy(bar => bar.Amount);
        return $"Copying cost you {Format.Usd(cost)} {when}; most of it was {Short(most.Bar)}. {both}";
    }

    private static string When(GapSpan span) => span switch
    {
        GapSpan.Yesterday => "yesterday",
        GapSpan.Today => "today",
        GapSpan.Week => "in the last 7 days",
        _ => "in the last 30 days",
    };

    private static string Short(GapBar bar) => bar switch
    {
        GapBar.NotFilled => "orders that were not filled",
        GapBar.Price => "price",
        GapBar.Fees => "fees",
        GapBar.ExitTiming => "the timing of exits",
        _ => "dust and rounding",
    };

    private static string Lower(string words) => words.Length > 1 && char.IsUpper(words[1]) ? words : char.ToLowerInvariant(words[0]) + words[1..];
}
