using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>Shares offered or wanted at one price.</summary>
public readonly record struct BookLevel(Price Price, Shares Size);
