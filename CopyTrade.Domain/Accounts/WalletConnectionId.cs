namespace CopyTrade.Domain.Accounts;

/// <summary>One connected trading wallet of a tenant.</summary>
public readonly record struct WalletConnectionId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
