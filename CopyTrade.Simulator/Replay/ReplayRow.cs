using CopyTrade.Domain.Venue;

namespace CopyTrade.Simulator.Replay;

/// <summary>One usable line of a recording.</summary>
internal sealed record ReplayRow(
    int Line, string Wallet, OrderSide Side, string Token, string Condition, decimal Size, decimal Price, long Timestamp,
    string? Title, string? Slug, string? EventSlug, string? Outcome, int? OutcomeIndex, string? Name, string? Pseudonym, string? TransactionHash);
