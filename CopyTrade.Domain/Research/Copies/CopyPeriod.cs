namespace CopyTrade.Domain.Research.Copies;

/// <summary>A stretch of time, UTC.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct CopyPeriod(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Whether a moment lies in it.</summary>
    public bool Holds(DateTimeOffset at) => at >= From && at < To;
}
