namespace CopyTrade.Domain.Ledger;

/// <summary>A posting with its entry, for export.</summary>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Source">The row that the entry comes from.</param>
/// <param name="Kind">What the entry is about.</param>
/// <param name="Money">Live or paper.</param>
/// <param name="Mode">How it was traded; null for money put in or taken out.</param>
/// <param name="Book">Whose shares.</param>
/// <param name="Target">Name of the target; untrusted text.</param>
/// <param name="Condition">The market.</param>
/// <param name="Market">Its name; untrusted text.</param>
/// <param name="Category">What it is about; untrusted text.</param>
/// <param name="Token">The outcome.</param>
/// <param name="Account">The account.</param>
/// <param name="Amount">Dollars; above zero a debit.</param>
/// <param name="Shares">Shares that came or went.</param>
/// <param name="EntryPrice">Price at which the shares were bought.</param>
public sealed record LedgerExportRow(
    DateTimeOffset At, string Source, string Kind, string Money, string? Mode, string? Book, string? Target, string? Condition, string? Market, string? Category, string? Token, string Account, decimal Amount, decimal Shares, decimal? EntryPrice);
