namespace CopyTrade.Domain.Ledger;

/// <summary>A stretch of time of which a token's past prices were read.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">Last moment.</param>
public sealed record MarkSpan(DateTimeOffset From, DateTimeOffset To)
{
    // The venue's points are about an hour apart and appear late: the end is read once more.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(65);

    /// <summary>What is still to be read so that a wanted stretch is known, oldest first; nothing when it is. What lies between is read too, so that a token has one span.</summary>
    public static IReadOnlyList<MarkSpan> Missing(MarkSpan? known, MarkSpan wanted)
    {
        if (known is null) return [wanted];
        var missing = new List<MarkSpan>();
        if (wanted.From < known.From) missing.Add(new(wanted.From, known.From));
        if (wanted.To > known.To) missing.Add(new(known.To - Overlap, wanted.To));
        return missing;
    }
}
