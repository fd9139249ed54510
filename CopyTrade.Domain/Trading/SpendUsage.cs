using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>What the caps have already seen in their rolling windows.</summary>
/// <param name="LastDay">Dollars of authorised buys created in the last 24 hours; of a cancelled one what had matched.</param>
/// <param name="LastHour">Authorised orders, sells included, created in the last hour.</param>
/// <param name="DayFreesAt">When the oldest counted order leaves the day window; null when it is empty.</param>
/// <param name="HourFreesAt">The same of the hour window.</param>
public sealed record SpendUsage(Usdc LastDay, int LastHour, DateTimeOffset? DayFreesAt, DateTimeOffset? HourFreesAt = null)
{
    /// <summary>How long an order counts in <see cref="LastHour"/>.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);
}
