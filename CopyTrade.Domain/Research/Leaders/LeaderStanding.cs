namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A wallet among all others.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Of">How many are ranked.</param>
/// <param name="Shrunk">Edge after the cost of copying with luck taken off; null when too little is known.</param>
/// <param name="AbovePeers">How likely it beats a random handful of wallets of similar volume, 0 to 1.</param>
/// <param name="AboveIndex">How likely it beats the equal-weighted index of all wallets.</param>
/// <param name="Verdict">What we think.</param>
/// <param name="Reasons">Why, one sentence each, the weightiest first.</param>
public sealed record LeaderStanding(int Rank, int Of, Estimate? Shrunk, double? AbovePeers, double? AboveIndex, LeaderVerdict Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>Sharpe ratio against the equal-weighted index of all markets that candidates closed (<see cref="IndexRatio"/>); null with fewer than 14 common days.</summary>
    public double? OverIndex { get; init; }

    /// <summary>Parts of the rolling score (<see cref="RollingScore"/>).</summary>
    public IReadOnlyList<SubScore> Scores { get; init; } = [];

    /// <summary>The rolling score, 0 to 100; null when too few parts are known.</summary>
    public double? Score { get; init; }

    /// <summary>Its place within each category, most positions first.</summary>
    public IReadOnlyList<CategoryStanding> Within { get; init; } = [];
}
