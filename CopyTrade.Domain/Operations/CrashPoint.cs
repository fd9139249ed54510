namespace CopyTrade.Domain.Operations;

/// <summary>Moments on an order's way at which a test ends the process, to prove that no order is lost or doubled.</summary>
public enum CrashPoint
{
    /// <summary>Decided, nothing written.</summary>
    BeforeInsert,

    /// <summary>Decision and pending order committed.</summary>
    AfterInsert,

    /// <summary>Signed bytes committed, nothing sent.</summary>
    AfterSignStored,

    /// <summary>The request is on its way.</summary>
    DuringPost,

    /// <summary>The venue has the order, its answer has begun to arrive and has not been read.</summary>
    AfterAcceptBeforeResponse,

    /// <summary>The answer was read, nothing recorded.</summary>
    AfterResponseBeforeUpdate,

    /// <summary>The outcome is written, not committed.</summary>
    DuringUpdate,
}
