namespace CopyTrade.Web.Features.Targets;

/// <summary>How a rule's number is shown and typed.</summary>
public enum RuleUnit
{
    Dollars,

    /// <summary>Stored from 0 to 1 dollar, typed in cents.</summary>
    Cents,

    /// <summary>Stored from 0 to 1, typed per cent.</summary>
    Part,

    Percent,
    Seconds,
    Minutes,
    Trades,
}
