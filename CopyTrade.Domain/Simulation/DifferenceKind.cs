namespace CopyTrade.Domain.Simulation;

/// <summary>In what two copies of the same trade differ.</summary>
public enum DifferenceKind
{
    /// <summary>Only one of the accounts decided on it.</summary>
    Presence,

    /// <summary>One copied it, the other did not.</summary>
    Decision,

    /// <summary>Both ordered, but not the same.</summary>
    Order,

    /// <summary>The same order was taken by one venue and refused by the other.</summary>
    Acceptance,

    /// <summary>Shares that matched.</summary>
    Shares,

    /// <summary>Average price of the matches.</summary>
    Price,

    /// <summary>Fees of the matches.</summary>
    Fee,

    /// <summary>When the order met the book.</summary>
    Time,
}
