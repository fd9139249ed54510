namespace CopyTrade.Domain.Accounts;

/// <summary>A tenant: the billing account that everything of a trader hangs on.</summary>
public readonly record struct TenantId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
