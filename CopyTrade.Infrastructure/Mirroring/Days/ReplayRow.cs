using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring.Days;

/// <summary>A row of <c>day_replay</c> (r) with its target (t).</summary>
internal sealed class ReplayRow
{
    public const string Select = """
        select r.copy_target_id as Target, t.wallet, coalesce(t.label, (select f.trader from observed_fill f where f.wallet = t.wallet and f.trader is not null order by f.filled_at desc limit 1)) as Name,
               r.requested_at, r.finished_at, r.problem, r.result::text as Result
          from day_replay r join copy_target t on t.id = r.copy_target_id
        """;

    public TargetRowId Target { get; init; }

    public required WalletAddress Wallet { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Problem { get; init; }

    public string? Result { get; init; }

    public DayReplay ToReplay() => new(Target, Wallet, Name, RequestedAt, FinishedAt, Problem, Result is null ? null : DomainJson.Read<DayReplayResult>(Result));
}
