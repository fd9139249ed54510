namespace CopyTrade.Web.Features.Ledger;

/// <summary>Which statements are shown.</summary>
public enum StatementTab
{
    /// <summary>One for each UTC day.</summary>
    Day,

    /// <summary>One for each week, from Monday.</summary>
    Week,

    /// <summary>One for each confirmed match.</summary>
    Fills,
}
