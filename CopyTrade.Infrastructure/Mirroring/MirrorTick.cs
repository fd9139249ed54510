using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The safety net under the signals: while fills wait for a decision, the host that decides is told again.</summary>
public sealed class MirrorTick(Databases databases, TimeProvider clock)
{
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    public async Task<JobReport> RunAsync(CancellationToken ct)
    {
        await using var connection = await databases.Worker.OpenConnectionAsync(ct);
        var waiting = await connection.QuerySingleAsync<int>(new CommandDefinition(
            "select count(*)::int from observed_fill where routed_at is null and observed_at < @Before", new { Before = clock.GetUtcNow() - Overdue }, cancellationToken: ct));
        if (waiting > 0) databases.Announcer.Announce(new Change(ChangeKind.Fills, null));
        return new JobReport(waiting, waiting);
    }
}
