using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>What our lots say of an outcome beside what venue and chain say (R1.24, R0.53).</summary>
/// <param name="Token">Outcome token.</param>
/// <param name="Condition">Market.</param>
/// <param name="Tracked">Confirmed shares in the lots of all books.</param>
/// <param name="Moving">Shares matched and not final: they may explain a difference.</param>
/// <param name="Venue">What the venue's record shows; null when it was not told.</param>
/// <param name="Chain">What the chain shows; null when it was not told.</param>
/// <param name="Drift">The chain's number, else the venue's, less ours; null when neither is known. Above zero: the wallet holds shares that we do not know of.</param>
/// <param name="DriftingSince">Since when there has been a difference that nothing on its way explains; null when there is none.</param>
/// <param name="CheckedAt">When it was compared.</param>
public sealed record PositionDrift(
    TokenId Token,
    ConditionId Condition,
    Shares Tracked,
    Shares Moving,
    Shares? Venue,
    Shares? Chain,
    decimal? Drift,
    DateTimeOffset? DriftingSince,
    DateTimeOffset CheckedAt)
{
    /// <summary>Differences up to here are rounding.</summary>
    public const decimal Tolerance = 0.01m;

    /// <summary>True when the books and the wallet differ by more than rounding and than what is on its way.</summary>
    public static bool IsDrift(decimal? drift, Shares moving) => drift is { } difference && Math.Abs(difference) > Tolerance + moving.Quantity;
}
