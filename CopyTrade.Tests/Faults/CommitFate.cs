namespace CopyTrade.Tests.Faults;

/// <summary>What becomes of a COMMIT on its way to the database and back.</summary>
internal enum CommitFate
{
    /// <summary>Nothing special.</summary>
    Passes,

    /// <summary>The database commits; the connection breaks before it is heard of.</summary>
    AnswerLost,

    /// <summary>The connection breaks before the database hears of it: it rolls back.</summary>
    NeverArrives,
}
