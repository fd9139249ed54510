using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>Our own situation when an intent is carried out.</summary>
/// <param name="HeldShares">Confirmed, unsold shares of the token in the book of this profile and trader, less what is being sold.</param>
/// <param name="FreeCollateral">Balance less what unfinished buys may take; null when never read.</param>
/// <param name="BudgetUsed">Dollars of this profile's buys of the last 24 hours that were not refused.</param>
/// <param name="Waiting">Small intents of its kind that wait for more; null for none.</param>
public sealed record SignalSnapshot(Shares HeldShares, Usdc? FreeCollateral, Usdc BudgetUsed, SignalGroup? Waiting = null);
