using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>Reads what an account skipped and what that would have made.</summary>
public interface ISkipLedger
{
    /// <summary>Every reason of the period, whatever the filter's reason.</summary>
    Task<IReadOnlyList<SkipReasonSum>> ReasonsAsync(TenantRef tenant, SkipFilter filter, CancellationToken ct);

    /// <summary>The skips, newest first.</summary>
    /// <param name="tenant">The account.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cursor">From the page before; anything else begins anew.</param>
    /// <param name="limit">Most lines, 1 to 10,000.</param>
    /// <param name="ct">Cancels.</param>
    Task<SkipPage> PageAsync(TenantRef tenant, SkipFilter filter, string? cursor, int limit, CancellationToken ct);

    /// <summary>The stored decisions about purchases of a period, newest first, for trying rules on.</summary>
    /// <param name="tenant">The account.</param>
    /// <param name="target">Of this target; null for all.</param>
    /// <param name="since">Decided from here on.</param>
    /// <param name="limit">Most decisions.</param>
    /// <param name="ct">Cancels.</param>
    Task<IReadOnlyList<WhatIfTrade>> TradesAsync(TenantRef tenant, TargetRowId? target, DateTimeOffset since, int limit, CancellationToken ct);
}
