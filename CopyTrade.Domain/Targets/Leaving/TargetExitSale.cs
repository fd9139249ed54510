namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>What became of the rules that were made to sell an outcome (ADR 0020).</summary>
/// <param name="IsRunning">One of them watches or sells now.</param>
/// <param name="Tries">How many ended without selling everything, apart from those whose hour went by without bids.</param>
/// <param name="EndedAt">When the last one ended, UTC; null while none did.</param>
/// <param name="HasSold">The last one sold a part.</param>
/// <param name="Reason">Why the last one ended, for people.</param>
public sealed record TargetExitSale(bool IsRunning, int Tries, DateTimeOffset? EndedAt, bool HasSold, string? Reason)
{
    /// <summary>None was made yet.</summary>
    public static TargetExitSale None { get; } = new(false, 0, null, false, null);
}
