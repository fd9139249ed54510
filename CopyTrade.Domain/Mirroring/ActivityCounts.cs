namespace CopyTrade.Domain.Mirroring;

/// <summary>How many stories there are in each group. <see cref="Seen"/> is the sum of the other four.</summary>
public sealed record ActivityCounts(int Copied, int Skipped, int Failed, int InFlight)
{
    /// <summary>All stories.</summary>
    public int Seen => Copied + Skipped + Failed + InFlight;
}
