using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Rules;

/// <summary>A rule with its position and what the book says now.</summary>
/// <param name="Line">The rule.</param>
/// <param name="Held">Confirmed shares that it guards.</param>
/// <param name="Entry">Their average price; null when nothing is held.</param>
/// <param name="Outlook">What it would do with the book as it is; null when the book is not known or the rule is over.</param>
/// <param name="PriceAt">When the book was read.</param>
/// <param name="WhyNoPrice">Why there is no book.</param>
/// <param name="Stop">The trigger of the highest live stop on the position, among those shown.</param>
/// <param name="Target">The trigger of the lowest live take-profit on it.</param>
public sealed record RuleView(RuleLine Line, Shares Held, Price? Entry, ExitOutlook? Outlook, DateTimeOffset? PriceAt, string? WhyNoPrice, Price? Stop, Price? Target)
{
    public TradeRule Rule => Line.Rule;

    public bool IsLive => Rule.Status is RuleStatus.Active or RuleStatus.PendingApproval;

    public static RuleView Of(RuleLine line, IReadOnlyList<PositionRow> positions, OrderBook? book, string? whyNoBook, IReadOnlyList<RuleLine> around)
    {
        var terms = line.Rule.Terms;
        var mine = positions.Where(row => row.Holder is null && row.Token == terms.Token && (terms.Book is null || row.Book == terms.Book)).ToList();
        var held = mine.Aggregate(Shares.Zero, (sum, row) => sum + row.Shares);
        var cost = mine.Aggregate(Usdc.Zero, (sum, row) => sum + row.Cost);
        Price? entry = held > Shares.Zero ? Price.Of(Math.Clamp(decimal.Round(cost.Amount / held.Quantity, Price.Decimals), 0m, 1m)) : null;
        var live = around.Append(line).Select(other => other.Rule).Where(rule => rule.Status is RuleStatus.Active or RuleStatus.PendingApproval && rule.Terms.Token == terms.Token && rule.Terms.Book == terms.Book && rule.Terms.Trigger is not null).ToList();
        return new(
            line, held, entry, book is null ? null : ExitOutlook.Of(terms, held, book, null), book?.ReadAt, whyNoBook,
            live.Where(rule => rule.Terms.IsStop).Select(rule => rule.Terms.Trigger).Max(), live.Where(rule => !rule.Terms.IsStop).Select(rule => rule.Terms.Trigger).Min());
    }
}
