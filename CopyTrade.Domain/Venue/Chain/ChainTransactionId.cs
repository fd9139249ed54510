namespace CopyTrade.Domain.Venue.Chain;

/// <summary>A row in the ledger of transactions.</summary>
public readonly record struct ChainTransactionId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString();
}
