using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>What the caps have already seen in their rolling windows.</summary>
/// <param name="LastDay">Dollars of authorised orders created in the last 24 hours.</param>
/// <param name="LastHour">Authorised orders created in the last hour.</param>
/// <param name="DayFreesAt">When the oldest counted order leaves the day window; null when it is empty.</param>
public sealed record SpendUsage(Usdc LastDay, int LastHour, DateTimeOffset? DayFreesAt);
