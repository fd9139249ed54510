using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Trading;

/// <summary>Everything the authoriser looks at, read under the tenant's lock.</summary>
/// <param name="Halts">Pauses and halts that hold now, the platform's included.</param>
/// <param name="Connection">Active wallet connection; null when none.</param>
/// <param name="Grant">Latest grant of that connection, revoked or not; null when none was ever given.</param>
/// <param name="Usage">What the rolling windows hold without the order that asks: its own row is in the ledger already and must not be counted twice.</param>
public sealed record AuthorizationFacts(IReadOnlyList<Halt> Halts, WalletConnection? Connection, Grant? Grant, SpendUsage Usage);
