using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Mirroring;

/// <summary>What the tenant has at stake around a fill, earlier fills of the same batch included. Dollars are the cost of what is held and of buys that may still match.</summary>
/// <param name="Opposite">On the other token of the market, through this target.</param>
/// <param name="Market">On this market, through all targets and by hand.</param>
/// <param name="Target">Through this target.</param>
/// <param name="Total">On all markets, through all targets and by hand; null when no rule asks for it.</param>
/// <param name="RealizedToday">Result of what was closed since midnight UTC, losses negative; null when no rule asks for it.</param>
/// <param name="EntriesLastHour">Buys through this target within the last hour; null when no rule asks for it.</param>
/// <param name="LastEntryAt">The last buy through this target on this market; null when there was none, or no rule asks for it.</param>
/// <param name="WrongSide">On other tokens of this market, through other targets.</param>
public sealed record OwnExposure(Usdc Opposite, Usdc Market, Usdc Target, Usdc? Total = null, Usdc? RealizedToday = null, int? EntriesLastHour = null, DateTimeOffset? LastEntryAt = null, Usdc WrongSide = default);
