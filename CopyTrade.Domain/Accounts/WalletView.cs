namespace CopyTrade.Domain.Accounts;

/// <summary>The wallet page: connection, grant, and what binds.</summary>
/// <param name="Connection">Active connection; null when none.</param>
/// <param name="Grant">Latest grant of that connection, revoked or not; null when none was ever given.</param>
/// <param name="Platform">Platform safety caps of this mode.</param>
/// <param name="Effective">min(configured, platform); null without a grant.</param>
public sealed record WalletView(WalletConnection? Connection, Grant? Grant, PlatformCaps Platform, PlatformCaps? Effective);
