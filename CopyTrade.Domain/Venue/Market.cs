using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>What an order on one outcome token must respect, as the venue states it.</summary>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="OppositeToken">The other token of a binary market; null when there are more than two or it is unknown.</param>
/// <param name="Title">The question; untrusted text.</param>
/// <param name="Outcome">The outcome's name; untrusted text.</param>
/// <param name="Tick">Price grid.</param>
/// <param name="MinimumShares">Least shares of an order that may rest.</param>
/// <param name="MinimumNotional">Least dollars of a marketable order.</param>
/// <param name="NegRisk">Whether orders are signed for the neg-risk exchange.</param>
/// <param name="FeeRate">Taker fee rate of <c>shares × rate × (p(1−p))^exponent</c>; zero for none.</param>
/// <param name="FeeExponent">Exponent of the fee formula.</param>
/// <param name="EndsAt">End of trading; null when not stated. A date without time means the end of that UTC day.</param>
/// <param name="AcceptingOrders">Whether the book takes orders.</param>
/// <param name="Closed">Whether the market is closed.</param>
/// <param name="ReadAt">When the venue said so.</param>
/// <param name="Category">What it is about, in the venue's word; untrusted text, null when not stated.</param>
/// <param name="EventGroup">The event whose questions exclude each other; null for a market by itself.</param>
/// <param name="RulesOnly">True when only what orders must respect could be read: title, end, category and event group were not to be had. Enough to sell, not to buy.</param>
public sealed record Market(
    ConditionId Condition,
    TokenId Token,
    TokenId? OppositeToken,
    string? Title,
    string? Outcome,
    TickSize Tick,
    Shares MinimumShares,
    Usdc MinimumNotional,
    bool NegRisk,
    decimal FeeRate,
    int FeeExponent,
    DateTimeOffset? EndsAt,
    bool AcceptingOrders,
    bool Closed,
    DateTimeOffset ReadAt,
    string? Category = null,
    string? EventGroup = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool RulesOnly = false);
