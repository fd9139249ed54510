using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What copying adds to the price of each leg, as parts of the price, and where that is from.</summary>
/// <param name="HalfSpread">Half the spread over the middle.</param>
/// <param name="Slippage">What the copier's own size and delay add.</param>
/// <param name="Books">Books it was measured on; 0 means that it is assumed.</param>
public sealed record CopyCost(decimal HalfSpread, decimal Slippage, int Books)
{
    /// <summary>Half of the median spread over 60 active markets, and the slippage that replayed copies showed beside it (PRODUCT §1).</summary>
    public static CopyCost Assumed { get; } = new(0.0120m, 0.0030m, 0);

    /// <summary>Median of the books; <see cref="Assumed"/> without any. Slippage grows with the copier's part of what is offered within two per cent: at all of it, one per cent.</summary>
    public static CopyCost Of(IReadOnlyCollection<BookSample> books, Usdc stake)
    {
        if (books.Count == 0) return Assumed;
        var (half, depth) = (Median([.. books.Select(book => book.HalfSpread)]), Median([.. books.Select(book => book.Depth.Amount)]));
        return new(half, Math.Max(Assumed.Slippage, depth > 0m ? Math.Min(1m, stake.Amount / depth) * 0.01m : 0.01m), books.Count);
    }

    /// <summary>What one leg costs as a part of its dollars at <paramref name="price"/>: spread, slippage and the taker fee of the market, <c>rate × (p(1−p))^e / p</c>.</summary>
    public double OfLeg(Price price, decimal feeRate, int feeExponent) => (double)(HalfSpread + Slippage + FeePart(price, feeRate, feeExponent));

    private static decimal FeePart(Price price, decimal rate, int exponent) => price.Value <= 0m ? 0m : Venue.PlatformFee.Exact(Shares.Of(1m), price, rate, exponent) / price.Value;

    internal static decimal Median(decimal[] values)
    {
        Array.Sort(values);
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2m;
    }
}
