namespace CopyTrade.Domain.Trading;

/// <summary>One row of the order ledger. The venue's own id is <see cref="Venue.VenueOrderId"/>.</summary>
public readonly record struct OrderId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
