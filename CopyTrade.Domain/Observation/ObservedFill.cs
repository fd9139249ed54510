using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>A trade of a followed wallet as it was seen. Rows that share a fill id are one fill: shares summed, price their average by volume.</summary>
/// <param name="Id">Frozen identity.</param>
/// <param name="Wallet">Who traded.</param>
/// <param name="Transaction">On chain, or made up by a replay.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Side">Direction of the wallet.</param>
/// <param name="Shares">Sum of the legs.</param>
/// <param name="Price">Average of the legs by volume; not on the tick grid.</param>
/// <param name="Legs">How many rows were joined, at least 1.</param>
/// <param name="FilledAt">Block time, whole seconds, UTC.</param>
/// <param name="ObservedAt">When we first saw it, UTC.</param>
/// <param name="Source">Where it was first seen: <c>activity-stream</c>, <c>wallet-drain</c>, <c>global-drain</c>.</param>
/// <param name="Title">The market's title as the venue wrote it; untrusted text.</param>
/// <param name="Outcome">The outcome's name as the venue wrote it; untrusted text.</param>
/// <param name="Trader">The wallet's public name; untrusted text, null when it has none.</param>
public sealed record ObservedFill(
    FillId Id,
    WalletAddress Wallet,
    TransactionHash Transaction,
    ConditionId Condition,
    TokenId Token,
    OrderSide Side,
    Shares Shares,
    Price Price,
    int Legs,
    DateTimeOffset FilledAt,
    DateTimeOffset ObservedAt,
    string Source,
    string? Title,
    string? Outcome,
    string? Trader)
{
    /// <summary>What the wallet paid or received, fees aside, rounded up.</summary>
    public Usdc Notional => Shares.CostAt(Price);
}
