using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>What makes two sightings the same trade, whichever source told and whatever time it gave (R0.62): with the quantity and
/// price of each leg, counted as <see cref="FillLegs"/>, it decides what is new. The first source gives the fill its id.</summary>
/// <param name="Transaction">On chain.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Side">Direction of the wallet.</param>
public readonly record struct TradeKey(TransactionHash Transaction, TokenId Token, OrderSide Side)
{
    /// <summary>Block times that sources give for one trade lie within this; farther apart, it is a recording played again.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    /// <summary>The key of a sighting.</summary>
    public static TradeKey Of(FillSighting seen) => new(seen.Transaction, seen.Token, seen.Side);

    /// <summary>True when two times can be those of one trade.</summary>
    public static bool IsSameTime(DateTimeOffset left, DateTimeOffset right) => (left - right).Duration() <= Tolerance;
}
