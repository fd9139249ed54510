namespace CopyTrade.Domain.Ledger;

/// <summary>Where a mark comes from, the surest first.</summary>
public enum MarkSource
{
    /// <summary>The market was resolved: the payout, for good.</summary>
    Resolution,

    /// <summary>Middle of best bid and best ask of the live book.</summary>
    Book,

    /// <summary>The venue's own record of past prices, about one an hour.</summary>
    History,
}
