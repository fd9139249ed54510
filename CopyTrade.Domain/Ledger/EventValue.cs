using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>What is held of one event whose questions exclude each other, over all books of an account.</summary>
/// <param name="Group">The event.</param>
/// <param name="Conditions">The questions of which something is held.</param>
/// <param name="Questions">How many it has that can still end with yes; null when that is not known.</param>
/// <param name="Value">By the market (<see cref="NegRiskValue.Expected"/>); null when a price that matters is not known.</param>
/// <param name="Certain">Paid however it ends.</param>
/// <param name="IsTogether">Its prices were taken together (<see cref="EventMarks"/>); otherwise each stands for itself.</param>
public sealed record EventValue(string Group, IReadOnlyList<ConditionId> Conditions, int? Questions, Usdc? Value, Usdc Certain, bool IsTogether)
{
    /// <summary>Of each event with two or more shares' kinds held, the dearest first; what is not known last.</summary>
    /// <param name="facts">The account.</param>
    /// <param name="marks">Of now.</param>
    public static IReadOnlyList<EventValue> Of(PerformanceFacts facts, IReadOnlyDictionary<TokenId, Price> marks)
    {
        if (facts.Events is not { Count: > 0 } events) return [];
        var held = facts.Lines.Where(line => line is { Account: LedgerAccount.Position, Token: not null, Place.Condition: not null } && events.ContainsKey(line.Place.Condition))
            .GroupBy(line => (Condition: line.Place.Condition!, Token: line.Token!)).Select(same => (same.Key.Condition, same.Key.Token, Shares: same.Sum(line => line.Shares)))
            .Where(position => position.Shares > 0m).GroupBy(position => events[position.Condition].Group);
        return [.. held.Where(group => group.Count() > 1).Select(group => Of(facts, marks, group.Key, [.. group])).OrderByDescending(value => value.Value?.Amount ?? -1m).ThenBy(value => value.Group, StringComparer.Ordinal)];
    }

    private static EventValue Of(PerformanceFacts facts, IReadOnlyDictionary<TokenId, Price> marks, string group, List<(ConditionId Condition, TokenId Token, decimal Shares)> held)
    {
        List<NegRiskQuestion> questions =
        [
            .. held.GroupBy(position => position.Condition).Select(market =>
            {
                var yes = facts.Events![market.Key].Yes;
                var no = market.FirstOrDefault(position => position.Token != yes);
                Price? mark = marks.TryGetValue(yes, out var own) ? own : no.Token is not null && marks.TryGetValue(no.Token, out var other) ? other.Complement : null;
                return new NegRiskQuestion(market.Where(position => position.Token == yes).Sum(position => position.Shares), no.Shares, mark);
            }),
        ];
        var (conditions, all) = (held.Select(position => position.Condition).Distinct().ToList(), facts.Questions.GetValueOrDefault(group));
        return new(
            group, conditions, all?.Count,
            NegRiskValue.Expected(questions, isWhole: false) is { } value ? Usdc.RoundDown(value) : null, Usdc.RoundDown(NegRiskValue.Certain(questions, isWhole: all is not null && all.All(conditions.Contains))),
            held.All(position => facts.Together.Contains(position.Token)));
    }
}
