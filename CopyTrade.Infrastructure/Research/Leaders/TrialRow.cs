using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>A row of <c>leader_trial</c>.</summary>
internal sealed class TrialRow
{
    public const string Columns = "id, wallet, terms::text as Terms, state, requested_at, finished_at, problem, result::text as Result";

    public Guid Id { get; init; }

    public required WalletAddress Wallet { get; init; }

    public required string Terms { get; init; }

    public required string State { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Problem { get; init; }

    public string? Result { get; init; }

    public CopyTrial ToTrial() => new(
        Id, Wallet, DomainJson.Read<TrialTerms>(Terms), EnumText.Parse<TrialState>(State), RequestedAt, FinishedAt, Problem, Result is null ? null : DomainJson.Read<TrialResult>(Result));
}
