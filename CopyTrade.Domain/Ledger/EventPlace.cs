using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>The event to which a market belongs, where its questions exclude each other.</summary>
/// <param name="Group">The event, as the venue names it.</param>
/// <param name="Yes">The market's yes-outcome.</param>
public sealed record EventPlace(string Group, TokenId Yes);
