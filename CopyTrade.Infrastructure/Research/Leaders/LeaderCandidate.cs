using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>A row of <c>leader_candidate</c>: how far a wallet was read.</summary>
internal sealed class LeaderCandidate
{
    public const string Columns = "wallet, name, since, complete_to, paging_top, paging_to, read_at, is_complete, tries, problem";

    public required WalletAddress Wallet { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? CompleteTo { get; init; }

    public DateTimeOffset? PagingTop { get; init; }

    public DateTimeOffset? PagingTo { get; init; }

    public DateTimeOffset? ReadAt { get; init; }

    public bool IsComplete { get; init; }

    public int Tries { get; init; }

    public string? Problem { get; init; }
}
