namespace CopyTrade.Domain.Research.Copies;

/// <summary>The rules that can be tried with another value.</summary>
public enum WhatIfField
{
    /// <summary>Buys at a higher price are not copied; dollars a share, zero for no limit.</summary>
    MaxPrice,

    /// <summary>Buys at a lower price are not copied; dollars a share.</summary>
    MinPrice,

    /// <summary>Their trades under this many dollars are not copied.</summary>
    TargetMinimum,

    /// <summary>Our orders under this many dollars are not placed.</summary>
    OwnMinimum,

    /// <summary>How far the best ask may be above their price, per cent; zero for no limit.</summary>
    MaxSlippage,

    /// <summary>Widest distance of best bid and best ask, dollars a share; zero for no limit.</summary>
    MaxSpread,

    /// <summary>Our size as a percentage of theirs.</summary>
    Percentage,

    /// <summary>Ceiling in dollars on one outcome through one target, and of one order.</summary>
    MaxPerTrade,
}
