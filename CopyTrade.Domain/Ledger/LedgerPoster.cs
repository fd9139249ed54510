using CopyTrade.Domain.Money;
using static CopyTrade.Domain.Ledger.LedgerAccount;

namespace CopyTrade.Domain.Ledger;

/// <summary>Turns a fact into its entry (R2.16). Pure: the same fact gives the same entry.</summary>
public static class LedgerPoster
{
    /// <exception cref="ArgumentException">The fact contradicts itself.</exception>
    public static LedgerEntry Post(LedgerFact fact) => fact switch
    {
        LedgerFact.Bought bought => new(fact, LedgerKind.Bought,
        [
            new(Cash, -bought.Cost), new(Position, bought.Cost, fact.Place.Token, bought.Shares.Quantity), .. FeesOf(bought.Fee),
        ]),
        LedgerFact.Sold sold => new(fact, LedgerKind.Sold, [new(Cash, sold.Proceeds), new(Clearing, -sold.Proceeds, fact.Place.Token), .. FeesOf(sold.Fee)]),
        LedgerFact.Closed closed => new(fact, LedgerKind.Closed,
        [
            new(Clearing, closed.Proceeds, fact.Place.Token), new(Position, -closed.Cost, fact.Place.Token, -closed.Shares.Quantity), new(Realized, closed.Cost - closed.Proceeds),
        ]),
        LedgerFact.Ended ended => new(fact, LedgerKind.Ended,
        [
            new(Cash, ended.Paid), new(Position, -ended.Cost, fact.Place.Token, -ended.Shares.Quantity), new(Realized, ended.Cost - ended.Paid),
        ]),
        LedgerFact.FeeLearned learned => new(fact, LedgerKind.FeeLearned,
        [
            new(Cash, -learned.Fee), new(Position, learned.Held, fact.Place.Token), new(Realized, learned.Fee - learned.Held), .. FeesOf(learned.Fee),
        ]),
        LedgerFact.Split split => new(fact, LedgerKind.Split,
        [
            new(Cash, -Dollars(split.Shares)), new(Position, split.Half, fact.Place.Token, split.Shares.Quantity), new(Position, Dollars(split.Shares) - split.Half, split.Other, split.Shares.Quantity),
        ]),
        LedgerFact.Merged merged => new(fact, LedgerKind.Merged,
        [
            new(Cash, Dollars(merged.Shares)), new(Position, -merged.Cost, fact.Place.Token, -merged.Shares.Quantity), new(Position, -merged.OtherCost, merged.Other, -merged.Shares.Quantity),
            new(Realized, merged.Cost + merged.OtherCost - Dollars(merged.Shares)),
        ]),
        LedgerFact.Rebated rebated => new(fact, LedgerKind.Rebated, [new(Cash, rebated.Amount), new(Rebates, -rebated.Amount)]),
        LedgerFact.Rewarded rewarded => new(fact, LedgerKind.Rewarded, [new(Cash, rewarded.Amount), new(Rewards, -rewarded.Amount)]),
        LedgerFact.Moved moved => new(fact, LedgerKind.Capital, [new(Cash, moved.Amount), new(Capital, -moved.Amount)]),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "An unknown kind of fact."),
    };

    private static Usdc Dollars(Shares shares) => Usdc.Of(shares.Quantity);

    private static LedgerPosting[] FeesOf(Usdc fee) => fee == Usdc.Zero ? [] : [new(Fees, fee), new(FeesContained, -fee)];
}
