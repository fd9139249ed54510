using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>All that was read of one candidate: what the calculators work on.</summary>
/// <param name="Wallet">The candidate.</param>
/// <param name="Name">Public name; untrusted text, null when it has none.</param>
/// <param name="Since">From when on trades were read.</param>
/// <param name="AsOf">Until when.</param>
/// <param name="IsComplete">False when there were more trades or positions than are read.</param>
/// <param name="Fills">Trades from <paramref name="Since"/> on, in any order.</param>
/// <param name="Closings">Positions that are over.</param>
/// <param name="Openings">Positions that are not.</param>
/// <param name="Markets">What is known of its markets; some may be missing.</param>
/// <param name="Books">Books of its latest markets that still trade.</param>
public sealed record LeaderHistory(
    WalletAddress Wallet,
    string? Name,
    DateTimeOffset Since,
    DateTimeOffset AsOf,
    bool IsComplete,
    IReadOnlyList<LeaderFill> Fills,
    IReadOnlyList<LeaderClosing> Closings,
    IReadOnlyList<LeaderOpening> Openings,
    IReadOnlyDictionary<ConditionId, LeaderMarket> Markets,
    IReadOnlyList<BookSample> Books)
{
    /// <summary>Whose trades coincide with its own.</summary>
    public Company Company { get; init; } = Company.None;

    /// <summary>What strangers bought around its latest entries.</summary>
    public IReadOnlyList<LeaderEcho> Echoes { get; init; } = [];

    /// <summary>The category of a market in lower case; null when not known.</summary>
    public string? CategoryOf(ConditionId condition) => Markets.GetValueOrDefault(condition)?.Category?.ToLowerInvariant();
}
