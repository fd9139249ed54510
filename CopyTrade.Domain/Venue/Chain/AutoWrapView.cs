using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Whether deposits are wrapped by themselves, and what waits for it.</summary>
/// <param name="IsOn">The person agreed and did not take it back.</param>
/// <param name="ConsentedAt">When they agreed, UTC; null while it is off.</param>
/// <param name="Bridged">USDC.e in the wallet; null when it was never read.</param>
/// <param name="ReadAt">When <paramref name="Bridged"/> was read, UTC.</param>
public sealed record AutoWrapView(bool IsOn, DateTimeOffset? ConsentedAt, Usdc? Bridged, DateTimeOffset? ReadAt)
{
    /// <summary>Less than this is not wrapped (R0.40).</summary>
    public static Usdc Floor { get; } = Usdc.Of(1m);
}
