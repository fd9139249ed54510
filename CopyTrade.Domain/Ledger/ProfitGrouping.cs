namespace CopyTrade.Domain.Ledger;

/// <summary>By what profit is attributed.</summary>
public enum ProfitGrouping
{
    /// <summary>Whose trades were copied.</summary>
    Target,

    /// <summary>The market.</summary>
    Market,

    /// <summary>What the market is about.</summary>
    Category,

    /// <summary>Entry price, in tenths of a dollar.</summary>
    PriceBand,

    /// <summary>Hour of the day, UTC, at which it was realised. Open results belong to no hour.</summary>
    Hour,

    /// <summary>Builder code.</summary>
    Builder,

    /// <summary>How it was traded.</summary>
    Mode,
}
