using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Alerts;

/// <summary>How far an order came, from the ledger and from its settlements.</summary>
/// <param name="Status">In the ledger.</param>
/// <param name="Matched">Shares that the venue matched.</param>
/// <param name="Confirmed">Of these, final on chain.</param>
/// <param name="Failed">Of these, failed on chain.</param>
public sealed record ExecutionProgress(OrderStatus Status, Shares Matched, Shares Confirmed, Shares Failed)
{
    /// <summary>Where the execution stands: MATCHED is no trade yet, and what failed on chain never was one.</summary>
    public ExecutionStatus Stage => Status switch
    {
        OrderStatus.Error => ExecutionStatus.Failed,
        OrderStatus.Pending or OrderStatus.Open or OrderStatus.Partial => ExecutionStatus.Submitted,
        _ when Confirmed + Failed < Matched => ExecutionStatus.Submitted,
        _ => Confirmed > Shares.Zero ? ExecutionStatus.Confirmed : ExecutionStatus.Failed,
    };
}
