namespace CopyTrade.Domain.Accounts;

/// <summary>A person who signs in. Owns a billing account; is not the tenant.</summary>
public readonly record struct UserId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
