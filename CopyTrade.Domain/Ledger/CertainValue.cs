using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>The part of what is held that is paid however its markets end: both outcomes of a market, and no-shares of several questions of one event (<see cref="NegRiskValue"/>).</summary>
public static class CertainValue
{
    /// <summary>Over all books of one account: whose shares they are does not matter to what they pay together.</summary>
    /// <param name="lines">The ledger.</param>
    /// <param name="events">Of markets whose event is known; others stand by themselves.</param>
    public static Usdc Of(IEnumerable<LedgerLine> lines, IReadOnlyDictionary<ConditionId, EventPlace> events)
    {
        var held = lines.Where(line => line is { Account: LedgerAccount.Position, Token: not null, Place.Condition: not null })
            .GroupBy(line => (Condition: line.Place.Condition!, Token: line.Token!))
            .Select(same => (same.Key.Condition, same.Key.Token, Shares: same.Sum(line => line.Shares)))
            .Where(position => position.Shares > 0m).ToLookup(position => position.Condition);
        var alone = held.Where(market => !events.ContainsKey(market.Key)).Sum(market => market.Count() == 2 ? market.Min(position => position.Shares) : 0m);
        var grouped = held.Where(market => events.ContainsKey(market.Key)).GroupBy(market => events[market.Key].Group).Sum(group => NegRiskValue.Certain(
            [
                .. group.Select(market => new NegRiskQuestion(
                    market.Where(position => position.Token == events[market.Key].Yes).Sum(position => position.Shares), market.Where(position => position.Token != events[market.Key].Yes).Sum(position => position.Shares))),
            ],
            isWhole: false));
        return Usdc.RoundDown(alone + grouped);
    }
}
