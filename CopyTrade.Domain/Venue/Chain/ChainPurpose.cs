namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Why a transaction exists. At most one transaction of a purpose is on its way: a second one waits for the first one's end.</summary>
public sealed record ChainPurpose
{
    private ChainPurpose(string value) => Value = value;

    /// <summary>At most 120 characters, lower case; the key in the ledger of transactions.</summary>
    public string Value { get; }

    /// <summary>One step of the approvals (R0.40).</summary>
    public static ChainPurpose Of(ApprovalStep step) => new("approve:" + step.Key);

    /// <summary>Redeeming one market for the account that sends.</summary>
    public static ChainPurpose Redeeming(ConditionId condition) => new("redeem:" + condition.Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
