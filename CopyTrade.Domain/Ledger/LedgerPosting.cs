using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>One line of an entry.</summary>
/// <param name="Account">Which account.</param>
/// <param name="Amount">Dollars; above zero a debit.</param>
/// <param name="Token">The outcome whose shares move; null where none do.</param>
/// <param name="Shares">Shares that came (above zero) or went.</param>
public sealed record LedgerPosting(LedgerAccount Account, Usdc Amount, TokenId? Token = null, decimal Shares = 0m);
