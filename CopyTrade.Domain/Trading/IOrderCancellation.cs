using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Takes a resting order back on a person's word. The venue is asked by whoever places orders.</summary>
public interface IOrderCancellation
{
    /// <summary>Asks for it once.</summary>
    /// <returns>False when the tenant has no such order, it does not rest, or somebody asked already.</returns>
    Task<bool> RequestAsync(TenantRef tenant, UserId by, OrderId id, CancellationToken ct);
}
