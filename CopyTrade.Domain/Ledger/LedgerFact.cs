using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>Something final that moved money or shares. Each leads to exactly one entry, named by its source.</summary>
/// <param name="Source">Names the row that it comes from; one entry for each, however often it is read.</param>
/// <param name="At">When it happened.</param>
/// <param name="Place">By what it can be attributed.</param>
public abstract record LedgerFact(string Source, DateTimeOffset At, LedgerPlace Place)
{
    /// <summary>A confirmed purchase. <paramref name="Cost"/> is shares × price and the fee.</summary>
    public sealed record Bought(string Source, DateTimeOffset At, LedgerPlace Place, Shares Shares, Usdc Cost, Usdc Fee) : LedgerFact(Source, At, Place);

    /// <summary>The money of a confirmed sale. <paramref name="Proceeds"/> is shares × price less the fee.</summary>
    public sealed record Sold(string Source, DateTimeOffset At, LedgerPlace Place, Shares Shares, Usdc Proceeds, Usdc Fee) : LedgerFact(Source, At, Place);

    /// <summary>A part of a lot that a sale closed, first in, first out.</summary>
    public sealed record Closed(string Source, DateTimeOffset At, LedgerPlace Place, Shares Shares, Usdc Cost, Usdc Proceeds) : LedgerFact(Source, At, Place);

    /// <summary>A lot closed by the end of its market; <paramref name="Paid"/> is nothing for a loser.</summary>
    public sealed record Ended(string Source, DateTimeOffset At, LedgerPlace Place, Shares Shares, Usdc Cost, Usdc Paid) : LedgerFact(Source, At, Place);

    /// <summary>The fee of a final match, not known when it was entered. <paramref name="Held"/> of it belongs to shares that are still there; the rest was earned less.</summary>
    public sealed record FeeLearned(string Source, DateTimeOffset At, LedgerPlace Place, Usdc Fee, Usdc Held) : LedgerFact(Source, At, Place);

    /// <summary>A dollar for a share of each of two outcomes; each is taken to have cost half of it.</summary>
    public sealed record Split(string Source, DateTimeOffset At, LedgerPlace Place, TokenId Other, Shares Shares) : LedgerFact(Source, At, Place)
    {
        /// <summary>What the shares of the first outcome cost; the other's cost the rest.</summary>
        public Usdc Half { get; } = Usdc.RoundDown(Shares.Quantity / 2m);
    }

    /// <summary>A share of each of two outcomes for a dollar, taken from lots that cost so much.</summary>
    public sealed record Merged(string Source, DateTimeOffset At, LedgerPlace Place, TokenId Other, Shares Shares, Usdc Cost, Usdc OtherCost) : LedgerFact(Source, At, Place);

    /// <summary>Paid by the venue for something else than a trade: liquidity, a referral, interest. No rebate: it takes nothing off the fees.</summary>
    public sealed record Rewarded(string Source, DateTimeOffset At, LedgerPlace Place, Usdc Amount) : LedgerFact(Source, At, Place);

    /// <summary>A maker rebate (R2.16), or a taker's.</summary>
    public sealed record Rebated(string Source, DateTimeOffset At, LedgerPlace Place, Usdc Amount) : LedgerFact(Source, At, Place);

    /// <summary>Money put in; below zero taken out.</summary>
    public sealed record Moved(string Source, DateTimeOffset At, Usdc Amount) : LedgerFact(Source, At, LedgerPlace.None);
}
