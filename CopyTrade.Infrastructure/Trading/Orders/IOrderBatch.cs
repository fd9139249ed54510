using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// One transaction on orders of several tenants, each kept from others until its end. Disposed without
/// <see cref="CommitAsync"/> it leaves nothing behind. Not for use by several threads.
/// </summary>
public interface IOrderBatch : IAsyncDisposable
{
    /// <summary>Active wallets of tenants whose orders are in it; read for placing only.</summary>
    IReadOnlyCollection<WalletConnection> Wallets { get; }

    /// <summary>
    /// The order as it is now, and where to judge it. Null when somebody holds it or its tenant's turn, when there is none, or when what
    /// was read of its tenant is no longer true after an earlier order of this batch: it is then to be done in a transaction of its own.
    /// </summary>
    (OrderRow Row, IOrderDesk Desk)? Find(OrderId id);

    /// <summary>Writes an order back, with the history that its judgement wrote at its desk; later orders of the tenant see what it takes of the caps. What is not saved leaves no history.</summary>
    void Save(OrderRow row);

    /// <summary>Tells every host, once committed, that the tenant's orders changed.</summary>
    void AnnounceOrders(TenantId tenant);

    /// <summary>Sends what was written so far.</summary>
    Task FlushAsync();

    /// <summary>Makes all of it last. When it throws, it may have lasted all the same: whoever goes on reads first.</summary>
    Task CommitAsync();
}
