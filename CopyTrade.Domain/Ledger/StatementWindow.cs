namespace CopyTrade.Domain.Ledger;

/// <summary>How long a statement is.</summary>
public enum StatementWindow
{
    /// <summary>A UTC day.</summary>
    Day,

    /// <summary>Seven UTC days, from Monday.</summary>
    Week,
}
