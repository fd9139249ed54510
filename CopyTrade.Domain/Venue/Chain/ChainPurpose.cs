namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Why a transaction exists. At most one transaction of a purpose is on its way: a second one waits for the first one's end.</summary>
public sealed record ChainPurpose
{
    private ChainPurpose(string value, WalletTransferId? transfer = null) => (Value, Transfer) = (value, transfer);

    /// <summary>At most 120 characters, lower case; the key in the ledger of transactions.</summary>
    public string Value { get; }

    /// <summary>The transfer whose terms the transaction must have to the letter; null for what needs none. Such a purpose is signed once in its life, whatever became of the transaction.</summary>
    public WalletTransferId? Transfer { get; }

    /// <summary>One step of the approvals (R0.40).</summary>
    public static ChainPurpose Of(ApprovalStep step) => new("approve:" + step.Key);

    /// <summary>Redeeming one market for the account that sends.</summary>
    public static ChainPurpose Redeeming(ConditionId condition) => new("redeem:" + condition.Value);

    /// <summary>The one transaction of a transfer of the wallet's own money.</summary>
    public static ChainPurpose Of(WalletTransferId transfer) => new("transfer:" + transfer, transfer);

    /// <summary>Lets the venue's onramp take deposits (R0.40).</summary>
    public static ChainPurpose ApprovingOnramp { get; } = new("approve:bridged-onramp");

    /// <inheritdoc />
    public override string ToString() => Value;
}
