namespace CopyTrade.Domain.Targets;

/// <summary>What becomes of fills on a market that we hold already (R0.24).</summary>
public enum FollowUpMode
{
    /// <summary>By the sizing policy: <see cref="Gated"/> for those that follow a statistic, <see cref="Plain"/> for the others.</summary>
    ByPolicy,

    /// <summary>Sized as a first entry is.</summary>
    Plain,

    /// <summary>Sized and refused by the figures of <see cref="FollowUpRules"/> (R0.25).</summary>
    Gated,

    /// <summary>Not followed.</summary>
    Never,
}
