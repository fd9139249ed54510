namespace CopyTrade.Domain.Money;

/// <summary>The smallest step of a market's prices: one of 0.1, 0.01, 0.005, 0.0025, 0.001, 0.0001.</summary>
/// <remarks>Belongs to the market and may become finer while it trades. Decimals by tick follow the venue's own table
/// (CLOB V2 documentation, "place orders"; 0.005 and 0.0025 since July 2026).</remarks>
public sealed record TickSize
{
    private static readonly TickSize[] Known =
    [
        new(0.1m, 1, 3), new(0.01m, 2, 4), new(0.005m, 3, 5), new(0.0025m, 4, 6), new(0.001m, 3, 5), new(0.0001m, 4, 6),
    ];

    private TickSize(decimal value, int priceDecimals, int amountDecimals) => (Value, PriceDecimals, AmountDecimals) = (value, priceDecimals, amountDecimals);

    /// <summary>One cent, the usual tick.</summary>
    public static TickSize Cent => Known[1];

    /// <summary>The step in dollars.</summary>
    public decimal Value { get; }

    /// <summary>Decimals of a price on this grid.</summary>
    public int PriceDecimals { get; }

    /// <summary>Decimals of the dollar amount of a limit order on this grid.</summary>
    public int AmountDecimals { get; }

    /// <summary>The lowest price that an order may carry: one tick.</summary>
    public Price Lowest => Price.Of(Value);

    /// <summary>The highest price that an order may carry: one minus one tick.</summary>
    public Price Highest => Price.Of(1m - Value);

    /// <summary>Finds the tick with this step; false for a step that the venue does not use.</summary>
    public static bool TryOf(decimal value, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TickSize? tick)
    {
        tick = Array.Find(Known, t => t.Value == value);
        return tick is not null;
    }

    /// <exception cref="ArgumentOutOfRangeException">A step that the venue does not use.</exception>
    public static TickSize Of(decimal value) => TryOf(value, out var tick) ? tick
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The venue's ticks are 0.1, 0.01, 0.005, 0.0025, 0.001 and 0.0001.");

    /// <summary>True when an order may carry this price: on the grid, between one tick and one minus one tick.</summary>
    public bool Contains(Price price) => price >= Lowest && price <= Highest && price.Value % Value == 0m;

    /// <summary>The grid price next to <paramref name="price"/>, at most half a tick away; halves go up. Null outside one tick to one minus one tick.</summary>
    public Price? Nearest(Price price)
    {
        var steps = decimal.Round(price.Value / Value, 0, MidpointRounding.AwayFromZero);
        var snapped = Price.Of(steps * Value);
        return Contains(snapped) ? snapped : null;
    }

    /// <summary>The price that many steps up the grid, kept between one tick and one minus one tick.</summary>
    public Price At(decimal steps) => Price.Of(Math.Clamp(steps * Value, Lowest.Value, Highest.Value));

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
