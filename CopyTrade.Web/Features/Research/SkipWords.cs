using CopyTrade.Domain.Research.Copies;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Research;

/// <summary>Skips in words.</summary>
public static class SkipWords
{
    public static string Of(SkipSpan span) => span switch { SkipSpan.Day => "24 hours", SkipSpan.Week => "7 days", _ => "30 days" };

    /// <summary>The sentence on top: what the skips of a period saved and missed, and the reason that did most.</summary>
    public static string Sentence(IReadOnlyList<SkipReasonSum> reasons, SkipSpan span)
    {
        if (reasons.Count == 0) return $"Nothing was skipped in the last {Of(span)}.";
        var (skips, saved, missed) = (reasons.Sum(one => one.Skips), reasons.Sum(one => one.Saved), reasons.Sum(one => one.Missed));
        var all = $"{Format.Count(skips)} {(skips == 1 ? "trade was" : "trades were")} skipped in the last {Of(span)}";
        if (saved == 0m && missed == 0m) return $"{all}; what they would have made is not reckoned yet, or nothing.";
        var most = reasons.MaxBy(one => one.Saved + one.Missed)!;
        return $"{all}: that saved {Format.Usd(saved)} and cost {Format.Usd(missed)}. \"{ReasonWords.Of(most.Reason)}\" alone saved {Format.Usd(most.Saved)}, cost {Format.Usd(most.Missed)}.";
    }

    /// <summary>Why a line has no figure, or how sure it is.</summary>
    public static string Sure(SkipLine line) => line switch
    {
        { Side: Domain.Venue.OrderSide.Sell } => "a sale: nothing was bought",
        { State: null } => "not reckoned yet",
        { State: SkipState.NotComputable or SkipState.Unpriced } => line.Why ?? "not known",
        { State: SkipState.Open } => "so far",
        _ => "final",
    };

    public static string Trial(SkipLine line) => line is { Shares: { } shares, Entry: { } entry }
        ? $"{Format.Shares(shares.Quantity)} at {Format.Cents(entry.Value)}{(line.Basis == EntryBasis.TheirPrice ? ", their price" : ", offered")}{(line.Exit is { } exit ? $" → {Format.Cents(exit)}" : "")}"
        : Format.None;
}
