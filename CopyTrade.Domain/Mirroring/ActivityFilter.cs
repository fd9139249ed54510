using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Which stories to show.</summary>
/// <param name="Show">Group of results.</param>
/// <param name="Target">One target only; null for all.</param>
/// <param name="ReasonCode">One reason only; null for any.</param>
/// <param name="Search">Part of a market title, wallet, transaction or order id; null for none.</param>
public sealed record ActivityFilter(ActivityGroup Show, TargetRowId? Target, string? ReasonCode, string? Search);
