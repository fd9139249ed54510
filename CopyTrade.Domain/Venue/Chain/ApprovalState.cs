namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Where a step of the approvals stands.</summary>
public enum ApprovalState
{
    /// <summary>The chain was not asked yet, or does not answer.</summary>
    Unknown,

    /// <summary>The chain says that the permission is not there.</summary>
    Missing,

    /// <summary>Somebody asked for it; the transaction is not sent yet.</summary>
    Requested,

    /// <summary>Its transaction is on the way.</summary>
    Submitted,

    /// <summary>The chain says that the permission is there.</summary>
    Given,

    /// <summary>It could not be asked for: the problem says why.</summary>
    Refused,
}
