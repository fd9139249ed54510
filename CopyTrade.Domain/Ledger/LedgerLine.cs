using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>A posting, or the sum of like ones of an hour, as the calculator reads it.</summary>
/// <param name="At">When; of a sum the beginning of its hour.</param>
/// <param name="Kind">What the entries are about.</param>
/// <param name="Place">By what they can be attributed.</param>
/// <param name="Category">What the market is about; null when not known.</param>
/// <param name="Account">The account.</param>
/// <param name="Amount">Dollars; above zero a debit.</param>
/// <param name="Token">The outcome whose shares move.</param>
/// <param name="Shares">Shares that came or, below zero, went.</param>
/// <param name="Entries">How many entries are in it.</param>
public sealed record LedgerLine(
    DateTimeOffset At, LedgerKind Kind, LedgerPlace Place, string? Category, LedgerAccount Account, decimal Amount, TokenId? Token, decimal Shares, int Entries = 1)
{
    /// <summary>The lines of an entry.</summary>
    public static IEnumerable<LedgerLine> Of(LedgerEntry entry, string? category = null) => entry.Postings.Select(posting =>
        new LedgerLine(entry.At, entry.Kind, entry.Place, category, posting.Account, posting.Amount.Amount, posting.Token, posting.Shares));
}
