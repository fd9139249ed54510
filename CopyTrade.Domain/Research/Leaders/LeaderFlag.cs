namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Something to watch out for, with its dates.</summary>
/// <param name="Kind">What.</param>
/// <param name="IsSevere">Enough by itself to make a trap of the wallet.</param>
/// <param name="From">First seen.</param>
/// <param name="To">Last seen.</param>
/// <param name="Cases">How often.</param>
/// <param name="Says">One sentence with its figures.</param>
public sealed record LeaderFlag(LeaderFlagKind Kind, bool IsSevere, DateTimeOffset From, DateTimeOffset To, int Cases, string Says);
