using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>Proof that an order was allowed, with exactly the terms that were. Made by <see cref="OrderAuthorizer"/> only: without it nothing is signed.</summary>
public sealed class SigningContext
{
    internal SigningContext(TenantRef tenant, WalletConnectionId connection, OrderTerms terms) => (Tenant, Connection, Terms) = (tenant, connection, terms);

    /// <summary>Whose order.</summary>
    public TenantRef Tenant { get; }

    /// <summary>The wallet that signs.</summary>
    public WalletConnectionId Connection { get; }

    /// <summary>What is signed.</summary>
    public OrderTerms Terms { get; }
}
