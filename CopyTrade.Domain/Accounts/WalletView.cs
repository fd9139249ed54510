using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Accounts;

/// <summary>The wallet page: connection, grant, and what binds.</summary>
/// <param name="Connection">Active connection; null when none.</param>
/// <param name="Grant">Latest grant of that connection, revoked or not; null when none was ever given.</param>
/// <param name="Platform">Platform safety caps of this mode.</param>
/// <param name="Effective">min(configured, platform); null without a grant.</param>
public sealed record WalletView(WalletConnection? Connection, Grant? Grant, PlatformCaps Platform, PlatformCaps? Effective)
{
    /// <summary>Dollars of own trades that the balance, as last read, does not show yet: below zero for what was bought since, above for what was sold and is final.</summary>
    public Usdc Since { get; init; }

    /// <summary>The balance as last read, with what was traded since; null while it was never read.</summary>
    public Usdc? Free => Connection?.CollateralBalance + Since;
}
