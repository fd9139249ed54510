using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>Reads where the difference between targets' profit and ours went, for one account: paper and live are never one.</summary>
public interface ICopyGapQuery
{
    /// <summary>The gap of one target, or of all that were ever followed.</summary>
    /// <param name="tenant">The account.</param>
    /// <param name="target">Which target; null for all. One that is not this account's gives an empty answer.</param>
    /// <param name="period">The period; its end is at most now.</param>
    /// <param name="ct">Cancels.</param>
    Task<CopyGapAnswer> ReadAsync(TenantRef tenant, TargetRowId? target, CopyPeriod period, CancellationToken ct);
}
