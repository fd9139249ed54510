namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Sums over the whole installation: nobody's own business. Null is what this host may not read.</summary>
public sealed record InstallationCounts
{
    public long? ObservedFills { get; init; }

    public long? Placed { get; init; }

    public long? Skipped { get; init; }

    public long? Failed { get; init; }

    public long? Unknown { get; init; }

    public long? Settling { get; init; }

    /// <summary>When the venue last said something about any order; null when never.</summary>
    public DateTimeOffset? LastSync { get; init; }

    /// <summary>An operator stopped everybody.</summary>
    public bool? PlatformHalt { get; init; }

    public string? HaltReason { get; init; }
}
