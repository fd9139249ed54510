namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Why nothing was sent to the chain.</summary>
public enum ChainRefusal
{
    /// <summary>The money lies in a wallet that the connected key cannot make act: a deposit wallet, a Safe of several owners, somebody else's proxy. Its owner does the step.</summary>
    OwnersTransactionNeeded,

    /// <summary>The account cannot pay the network fee.</summary>
    NoGas,

    /// <summary>The network asks more than the configured cap; it is tried again later.</summary>
    FeeAboveCap,

    /// <summary>The contract would refuse the call now: not resolved, nothing to redeem, no approval.</summary>
    WouldRevert,

    /// <summary>The node does not answer or answers nonsense; nothing was signed.</summary>
    ChainUnavailable,

    /// <summary>The key cannot be used on this host.</summary>
    NoKey,

    /// <summary>The wallet was disconnected.</summary>
    NotConnected,

    /// <summary>A transfer that was taken back, is over, or has its transaction already.</summary>
    NotWanted,
}
