using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>What the venue says about an order hash.</summary>
public abstract record OrderLookup
{
    private OrderLookup()
    {
    }

    /// <summary>The venue has it.</summary>
    /// <param name="Status">State at the venue.</param>
    /// <param name="OriginalShares">Quantity ordered.</param>
    /// <param name="MatchedShares">Quantity matched so far.</param>
    /// <param name="TradeIds">Trades it took part in.</param>
    public sealed record Found(VenueOrderStatus Status, Shares OriginalShares, Shares MatchedShares, IReadOnlyList<string> TradeIds) : OrderLookup;

    /// <summary>The venue answered that it does not know the order.</summary>
    public sealed record NotFound : OrderLookup;

    /// <summary>No usable answer; ask again later.</summary>
    /// <param name="Cause">What happened.</param>
    public sealed record Unavailable(string Cause) : OrderLookup;
}
