namespace CopyTrade.Domain.Trading;

/// <summary>How well the ledger agrees with the venue: aggregates over all tenants of the worker, or over one (R0.48).</summary>
/// <param name="OldestSyncedRowAgeMs">Age of the oldest answer about an unfinished order; null when there is none.</param>
/// <param name="RowsStaleOver60s">Unfinished orders without an answer for a minute.</param>
/// <param name="RowsNeverSynced">Unfinished orders that were sent and never heard of.</param>
/// <param name="ReconcilerLastTickAt">Last completed reconciliation; null when never.</param>
public sealed record SyncHealth(long? OldestSyncedRowAgeMs, int RowsStaleOver60s, int RowsNeverSynced, DateTimeOffset? ReconcilerLastTickAt);
