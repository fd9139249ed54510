namespace CopyTrade.Domain.Simulation;

/// <summary>Why they differ. <see cref="Unexplained"/> is the one that wants a look.</summary>
public enum DifferenceCause
{
    /// <summary>The other account did not follow the wallet at that moment, or has not decided yet.</summary>
    NotFollowed,

    /// <summary>The two accounts have other rules for this wallet.</summary>
    Rules,

    /// <summary>What the accounts held or could spend differed before.</summary>
    Situation,

    /// <summary>The market's own rules changed between the two decisions.</summary>
    Market,

    /// <summary>One decided, or reached the book, later than the other.</summary>
    Latency,

    /// <summary>The book held less at one of the moments: the real order took its depth itself, or others did.</summary>
    Depth,

    /// <summary>A resting remainder: the real queue against the cautious assumption to stand behind all of it.</summary>
    Queue,

    /// <summary>Less than a millionth of a share, or a hundred-thousandth of a dollar for each match.</summary>
    Rounding,

    /// <summary>The real order was denied or refused; the sentence says why.</summary>
    LiveRefused,

    /// <summary>The paper order was denied or refused; the sentence says why.</summary>
    PaperRefused,

    /// <summary>A real match did not settle and was taken back.</summary>
    Settlement,

    /// <summary>The fee follows from another price or another number of shares.</summary>
    FollowsMatch,

    /// <summary>Not over yet on one side.</summary>
    Moving,

    /// <summary>No reason is known.</summary>
    Unexplained,
}
