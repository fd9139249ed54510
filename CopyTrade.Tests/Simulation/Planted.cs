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

    /// <summary>A fill is marked as routed before its decisions are committed.</summary>
    CursorBeforeCommit,

    /// <summary>What was ordered within the last seconds is counted afterwards, not in the transaction.</summary>
    BudgetAfterwards,

    /// <summary>A trade of the same wallet, token and second is taken for one that is known.</summary>
    DedupeByTime,

    /// <summary>A target may be given up between the look at it and the writing of its order.</summary>
    NoTargetTurn,

    /// <summary>Small fills that were ordered together go on waiting to be added up.</summary>
    MembersWaitOn,

    /// <summary>A batch says that it is committed before it is.</summary>
    BatchSentBeforeCommit,

    /// <summary>A batch that was rolled back says that it was committed.</summary>
    BatchSentRolledBack,

    /// <summary>The commit of a batch was not heard of: its orders are sent, and begun again from what was read before it, under new signatures.</summary>
    BatchSignedAgain,

    /// <summary>Of several orders in a batch the last is not written with the others.</summary>
    BatchRowForgotten,

    /// <summary>An order sees nothing of what the orders before it in its batch take, of the caps or of shares.</summary>
    BatchCapUnseen,

    /// <summary>A sale does not see the sales before it in its batch.</summary>
    BatchSaleUnseen,
}
