using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A trial that a tenant asked for, with its result once it is there.</summary>
public sealed record CopyTrial(Guid Id, WalletAddress Wallet, TrialTerms Terms, TrialState State, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, string? Problem, TrialResult? Result);
