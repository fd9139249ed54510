using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Rules;

/// <summary>What rules would do with the book as it is, in sentences with numbers.</summary>
public static class RulePreview
{
    public static IReadOnlyList<RulePreviewLine> Of(IReadOnlyList<RuleTerms> terms, PositionRow position, OrderBook book) => [.. terms.SelectMany(one => Of(one, position, book))];

    private static IEnumerable<RulePreviewLine> Of(RuleTerms terms, PositionRow position, OrderBook book)
    {
        var outlook = ExitOutlook.Of(terms, position.Shares, book, null);
        var name = RuleSays.Kind(terms.Kind);
        if (outlook.Reading.Value is not { } now)
        {
            yield return new(terms.Source == PriceSource.Last ? $"{name}: the last trade is heard of when it watches; it is not known here." : $"{name}: nobody bids now, so it has no price.", terms.Source != PriceSource.Last);
        }
        else if (outlook.IsMet)
        {
            yield return new($"{name}: the price is {Format.Cents(now.Value)} already. It fires at its next look and sells at once.", true);
        }
        else
        {
            yield return new($"{name}: the price is {Format.Cents(now.Value)}, {Format.Cents(outlook.Distance)} ({Format.Percent(outlook.DistanceRatio)}) from {Format.Cents(outlook.Trigger?.Value)}.");
        }

        if (outlook.Wanted == Shares.Zero) yield break;
        yield return Exit(terms, position, outlook);
        if (outlook.Unsold > Shares.Zero) yield return new($"{Format.Shares(outlook.Unsold.Quantity)} of {Format.Shares(outlook.Wanted.Quantity)} shares find no bid{(terms.Floor is null ? "" : " above your lowest price")} now: they wait for one.", true);
        if (terms.Kind == RuleKind.TakeProfit && outlook is { IsMet: false, Reading.Value: { } best }) yield return new($"It cannot exit above {Format.Cents(best.Value)} now; bids have to come up to {Format.Cents(outlook.Trigger?.Value)}.");
        if (terms.Floor is { } floor && outlook.Reading.Value is { } price && floor > price) yield return new($"It cannot exit above {Format.Cents(price.Value)} now, and your lowest price is {Format.Cents(floor.Value)}: it would fire and not sell.", true);
    }

    private static RulePreviewLine Exit(RuleTerms terms, PositionRow position, ExitOutlook outlook)
    {
        if (outlook.Expected is not { } expected) return new($"{Format.Cents(outlook.Trigger?.Value)} → nothing can be sold at current depth.", true);
        var said = $"{(terms.IsStop ? "Stop" : "Target")} {Format.Cents(outlook.Trigger?.Value)} → expected {Format.Cents(expected.Value)} {(outlook.AssumesBids ? "once the bids pay it" : "at current depth")}: {Format.Usd(outlook.Proceeds.Amount)} for {Format.Shares(outlook.Covered.Quantity)} shares";
        if (position.Shares == Shares.Zero) return new(said + ".");
        var result = outlook.Proceeds.Amount - (position.Cost.Amount * outlook.Covered.Quantity / position.Shares.Quantity);
        return new($"{said}, {Format.Usd(result, true)} against what they cost, before fees.");
    }
}
