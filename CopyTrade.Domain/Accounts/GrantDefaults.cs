using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts;

/// <summary>The grant issued when a wallet is connected and the user named no numbers.</summary>
public static class GrantDefaults
{
    /// <summary>Live starts with the source's first live-money limits: $1 an order, $10 a day, 5 orders an hour (R0.34). Demo is made for looking around.</summary>
    public static (Usdc PerOrder, Usdc Daily, int HourlyFills) For(VenueMode mode) => mode == VenueMode.Live
        ? (Usdc.Of(1m), Usdc.Of(10m), 5)
        : (Usdc.Of(10m), Usdc.Of(500m), 500);
}
