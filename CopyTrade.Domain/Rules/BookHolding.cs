using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>Shares of one book that may be sold now.</summary>
/// <param name="Book">Whose shares.</param>
/// <param name="Free">Confirmed, and nothing is selling them.</param>
public sealed record BookHolding(string Book, Shares Free);
