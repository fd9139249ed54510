using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>
/// What splits, merges, redemptions, rebates and deposits in a wallet mean to its ledger (R2.16). Shares that were split are a
/// book of their own, first in, first out: they are nobody's copy, and copies are sold and redeemed by orders and jobs, which
/// the ledger hears of otherwise. Pure: the same movements give the same facts.
/// </summary>
/// <remarks>
/// A merge takes split shares only. What it takes of copied shares has no fact and is counted, for what those cost is known to
/// their lots alone. Neither has a conversion: the venue's row does not name the questions.
/// </remarks>
public static class OutsideBook
{
    /// <summary>The book of shares that were split at the venue.</summary>
    public const string Name = "outside";

    /// <summary>The facts, and the movements that have none.</summary>
    /// <param name="movements">All of one wallet, in any order.</param>
    /// <param name="payoutOf">What a share of a decided market pays, 0 to 1; null while it is not decided. Shares stay until then.</param>
    public static (IReadOnlyList<LedgerFact> Facts, IReadOnlyList<OutsideMovement> Unposted) FactsOf(IEnumerable<OutsideMovement> movements, Func<TokenId, decimal?> payoutOf)
    {
        var (facts, unposted, held) = (new List<LedgerFact>(), new List<OutsideMovement>(), new Dictionary<TokenId, List<OpenLot>>());
        foreach (var movement in movements.OrderBy(one => one.At).ThenBy(one => one.Kind).ThenBy(one => one.Source, StringComparer.Ordinal))
        {
            var before = facts.Count;
            facts.AddRange(movement.Kind switch
            {
                ActivityKind.Split => Split(movement, held),
                ActivityKind.Merge => Merge(movement, held),
                ActivityKind.Redeem => Redeem(movement, held, payoutOf),
                _ => Money(movement),
            });
            if (facts.Count == before && movement.Kind is (ActivityKind.Split or ActivityKind.Merge or ActivityKind.Conversion)) unposted.Add(movement);
        }

        return (facts, unposted);
    }

    private static IEnumerable<LedgerFact> Money(OutsideMovement movement) => movement.Dollars == Usdc.Zero ? [] : movement.Kind switch
    {
        ActivityKind.MakerRebate or ActivityKind.TakerRebate => [new LedgerFact.Rebated(movement.Source, movement.At, LedgerPlace.None with { Condition = movement.Condition }, movement.Dollars)],
        ActivityKind.Reward or ActivityKind.ReferralReward or ActivityKind.Yield => [new LedgerFact.Rewarded(movement.Source, movement.At, LedgerPlace.None with { Condition = movement.Condition }, movement.Dollars)],
        ActivityKind.Deposit => [new LedgerFact.Moved(movement.Source, movement.At, movement.Dollars)],
        ActivityKind.Withdrawal => [new LedgerFact.Moved(movement.Source, movement.At, -movement.Dollars)],
        _ => [],
    };

    private static IEnumerable<LedgerFact> Split(OutsideMovement movement, Dictionary<TokenId, List<OpenLot>> held)
    {
        if (movement is not { First: { } first, Second: { } second } || movement.Shares == Shares.Zero) return [];
        var fact = new LedgerFact.Split(movement.Source, movement.At, PlaceOf(movement, first), second, movement.Shares);
        Put(held, first, movement.Shares, fact.Half);
        Put(held, second, movement.Shares, Usdc.Of(movement.Shares.Quantity) - fact.Half);
        return [fact];
    }

    private static IEnumerable<LedgerFact> Merge(OutsideMovement movement, Dictionary<TokenId, List<OpenLot>> held)
    {
        if (movement is not { First: { } first, Second: { } second } || movement.Shares == Shares.Zero) return [];
        if (HeldOf(held, first) < movement.Shares.Quantity || HeldOf(held, second) < movement.Shares.Quantity) return [];
        return [new LedgerFact.Merged(movement.Source, movement.At, PlaceOf(movement, first), second, movement.Shares, Take(held, first, movement.Shares), Take(held, second, movement.Shares))];
    }

    /// <summary>A redemption takes all shares of its market. Each outcome's fact is named by its place in the market, so that its name does not hang on what else is known by then.</summary>
    private static List<LedgerFact> Redeem(OutsideMovement movement, Dictionary<TokenId, List<OpenLot>> held, Func<TokenId, decimal?> payoutOf)
    {
        var facts = new List<LedgerFact>();
        foreach (var (at, outcome) in new[] { movement.First, movement.Second }.Index())
        {
            if (outcome is not { } token || HeldOf(held, token) is not (> 0m and var quantity) || payoutOf(token) is not { } payout) continue;
            var shares = Shares.Of(quantity);
            facts.Add(new LedgerFact.Ended($"{movement.Source}:{at}", movement.At, PlaceOf(movement, token), shares, Take(held, token, shares), shares.ProceedsAt(Price.Of(payout))));
        }

        return facts;
    }

    // Lots are told apart by their place alone: the oldest stands first.
    private static void Put(Dictionary<TokenId, List<OpenLot>> held, TokenId token, Shares shares, Usdc cost) => LotsOf(held, token).Add(new(Guid.Empty, shares, cost));

    private static Usdc Take(Dictionary<TokenId, List<OpenLot>> held, TokenId token, Shares shares)
    {
        var (lots, cost) = (LotsOf(held, token), Usdc.Zero);
        foreach (var slice in LotBook.Close(lots, shares, Usdc.Zero).Slices)
        {
            lots[0] = lots[0] with { Remaining = lots[0].Remaining - slice.Shares, RemainingCost = lots[0].RemainingCost - slice.Cost };
            if (lots[0].Remaining == Shares.Zero) lots.RemoveAt(0);
            cost += slice.Cost;
        }

        return cost;
    }

    private static LedgerPlace PlaceOf(OutsideMovement movement, TokenId token) => new(Name, movement.Condition, token);

    private static decimal HeldOf(Dictionary<TokenId, List<OpenLot>> held, TokenId token) => held.TryGetValue(token, out var lots) ? lots.Sum(lot => lot.Remaining.Quantity) : 0m;

    private static List<OpenLot> LotsOf(Dictionary<TokenId, List<OpenLot>> held, TokenId token) => held.TryGetValue(token, out var lots) ? lots : held[token] = [];
}
