using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>By what an entry can be attributed. Null is not known, or does not apply.</summary>
/// <param name="Book">Whose shares: a target, or a text of its own for other origins.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome.</param>
/// <param name="Mode">How it was traded.</param>
/// <param name="EntryPrice">Price at which the shares were bought, dollars a share.</param>
/// <param name="Builder">Builder code under which it was traded.</param>
public sealed record LedgerPlace(string? Book = null, ConditionId? Condition = null, TokenId? Token = null, VenueMode? Mode = null, Price? EntryPrice = null, string? Builder = null)
{
    /// <summary>Money that belongs to no trade.</summary>
    public static readonly LedgerPlace None = new();
}
