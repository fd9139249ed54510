namespace CopyTrade.Domain.Trading;

/// <summary>Where a redeem job stands (R0.52). A job that is stuck says nothing about its positions.</summary>
public enum RedeemState
{
    /// <summary>Written, nothing asked yet.</summary>
    Pending,

    /// <summary>Somebody is asking the chain; a transaction may exist.</summary>
    Claimed,

    /// <summary>A transaction is on its way.</summary>
    Submitted,

    /// <summary>Ended: paid, deep enough to stay.</summary>
    Confirmed,

    /// <summary>It failed without effect and is tried again.</summary>
    FailedTransient,

    /// <summary>Ended: given up; a person has to look.</summary>
    Abandoned,

    /// <summary>Ended: there was nothing to redeem.</summary>
    Skipped,
}
