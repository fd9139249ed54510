using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>One skipped trade of theirs and what its copy would have made.</summary>
/// <param name="Decision">Row of the decision, the story's address.</param>
/// <param name="Target">The target's row.</param>
/// <param name="TargetName">Its label or the wallet's public name; untrusted text.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Side">Their direction.</param>
/// <param name="Title">Market; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
/// <param name="TheirPrice">What they paid or got.</param>
/// <param name="TheirNotional">Dollars of theirs.</param>
/// <param name="Reason">Skip reason in snake_case.</param>
/// <param name="Also">Rules that would have refused it too.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="State">How sure the figure is; null while it was not reckoned, and for sales.</param>
/// <param name="Shares">Shares that would have been bought.</param>
/// <param name="Entry">At this price.</param>
/// <param name="Basis">Where that price comes from.</param>
/// <param name="Exit">Left at, or worth, dollars a share.</param>
/// <param name="Profit">What it would have made; null while not known.</param>
/// <param name="Why">Why there is no figure.</param>
public sealed record SkipLine(
    Guid Decision, TargetRowId Target, string? TargetName, WalletAddress Wallet, OrderSide Side, string? Title, string? Outcome, Price TheirPrice, Usdc TheirNotional, string Reason, IReadOnlyList<string> Also,
    DateTimeOffset DecidedAt, SkipState? State, Shares? Shares, Price? Entry, EntryBasis? Basis, decimal? Exit, decimal? Profit, string? Why);
