using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>Which skips are shown.</summary>
/// <param name="Since">Decided from here on.</param>
/// <param name="Target">Of this target; null for all.</param>
/// <param name="Reason">With this reason; null for any.</param>
public sealed record SkipFilter(DateTimeOffset Since, TargetRowId? Target, string? Reason);
