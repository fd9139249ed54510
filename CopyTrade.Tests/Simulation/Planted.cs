namespace CopyTrade.Tests.Simulation;

/// <summary>Bugs planted on purpose: the checker is worth something only if it finds each of them.</summary>
internal enum Planted
{
    /// <summary>The product as it is.</summary>
    None,

    /// <summary>The order goes to the venue before the ledger knows of it.</summary>
    PlaceBeforeInsert,

    /// <summary>An order of unknown outcome is signed anew, with a fresh salt, and sent.</summary>
    SignAgainWhenUnknown,

    /// <summary>Two authorisations of a tenant read the windows at once.</summary>
    NoTurns,

    /// <summary>"Duplicated" is taken for a refusal.</summary>
    DuplicateIsRefusal,

    /// <summary>No answer is taken for a refusal.</summary>
    SilenceIsRefusal,

    /// <summary>Nobody looks for orders that a dead process left.</summary>
    NoSweep,

    /// <summary>A match counts as a position before the chain confirmed it.</summary>
    MatchIsPosition,
}
