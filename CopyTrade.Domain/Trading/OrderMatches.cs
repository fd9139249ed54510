using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>What became of an order's matches: the settlement axis, and the position axis behind it.</summary>
/// <param name="Matched">Matched, in no block yet.</param>
/// <param name="Settling">In a block or tried again, not final.</param>
/// <param name="Confirmed">Final.</param>
/// <param name="Voided">Failed on chain; in no other figure.</param>
/// <param name="Average">Average price of what stands; null when nothing does.</param>
/// <param name="Fee">Fees of what stands, in dollars; null when nothing stands or the venue did not say.</param>
/// <param name="Held">Of the shares that this order bought: still held.</param>
/// <param name="Closed">Shares of lots that this order sold.</param>
public sealed record OrderMatches(Shares Matched, Shares Settling, Shares Confirmed, Shares Voided, Price? Average, Usdc? Fee, Shares Held, Shares Closed)
{
    /// <summary>Nothing matched.</summary>
    public static readonly OrderMatches None = new(Shares.Zero, Shares.Zero, Shares.Zero, Shares.Zero, null, null, Shares.Zero, Shares.Zero);

    /// <summary>Shares that stand, final or not.</summary>
    public Shares Standing => Matched + Settling + Confirmed;
}
