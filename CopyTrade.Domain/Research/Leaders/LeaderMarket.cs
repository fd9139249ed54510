using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What is known of a market that candidates traded.</summary>
/// <param name="Condition">The market.</param>
/// <param name="Title">Untrusted text.</param>
/// <param name="Category">In the venue's word; untrusted text, null when not stated.</param>
/// <param name="Tick">Price grid.</param>
/// <param name="MinimumShares">Least shares of an order that may rest.</param>
/// <param name="FeeRate">Taker fee rate.</param>
/// <param name="FeeExponent">Exponent of the fee.</param>
/// <param name="EndsAt">End of trading; null when not stated.</param>
/// <param name="Payouts">Dollars a share of each outcome paid; null while it is not decided.</param>
/// <param name="Tokens">Its outcomes.</param>
public sealed record LeaderMarket(
    ConditionId Condition, string? Title, string? Category, TickSize Tick, Shares MinimumShares, decimal FeeRate, int FeeExponent, DateTimeOffset? EndsAt, IReadOnlyDictionary<string, decimal>? Payouts, IReadOnlyList<TokenId> Tokens);
