namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How two wallets belong together.</summary>
public enum LeaderTieKind
{
    /// <summary>Neither goes first: the same hand, or the same program.</summary>
    LockStep,

    /// <summary>The other comes after: it copies this wallet.</summary>
    Follows,

    /// <summary>The other comes before: this wallet copies it.</summary>
    Leads,
}
