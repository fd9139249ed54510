using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>A pause or halt, with who set and who released it. Holds while <paramref name="ReleasedAt"/> is null.</summary>
/// <param name="Kind">Pause stops mirrored entries; halt stops every entry.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="Subject">The book, or the market's condition; null for wider ones.</param>
/// <param name="Reason">Why, for people; null when none was given.</param>
/// <param name="SetBy">Who stopped.</param>
/// <param name="SetAt">Since when.</param>
/// <param name="ReleasedBy">Who released; null while it holds.</param>
/// <param name="ReleasedAt">When; null while it holds.</param>
public sealed record HaltRecord(HaltKind Kind, HaltScope Scope, string? Subject, string? Reason, UserId SetBy, DateTimeOffset SetAt, UserId? ReleasedBy, DateTimeOffset? ReleasedAt)
{
    /// <summary>Why it was released; null when nobody said, and while it holds.</summary>
    public string? ReleaseReason { get; init; }
}
