namespace CopyTrade.Domain.Rules;

/// <summary>Which price a rule looks at.</summary>
public enum PriceSource
{
    /// <summary>What selling the held shares into the bids brings now, a share: the price that the exit would really get.</summary>
    Executable,

    /// <summary>The highest bid, whatever its size.</summary>
    BestBid,

    /// <summary>Half way between highest bid and lowest ask.</summary>
    Midpoint,

    /// <summary>The last trade.</summary>
    Last,
}
