using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What a trial works on.</summary>
/// <param name="History">The wallet's record.</param>
/// <param name="Terms">What is assumed.</param>
/// <param name="Target">The tenant's target, or the one that following by its defaults would make.</param>
/// <param name="Rules">All layers together.</param>
/// <param name="Marks">Prices at the end of what is not decided.</param>
public sealed record TrialInput(LeaderHistory History, TrialTerms Terms, CopyTarget Target, CopyRules Rules, IReadOnlyDictionary<TokenId, TokenMark> Marks)
{
    /// <summary>How large the wallet's positions usually are; null leaves it unknown, and every trade of it counts as large enough.</summary>
    public PositionStatistic? Statistic { get; init; }
}
