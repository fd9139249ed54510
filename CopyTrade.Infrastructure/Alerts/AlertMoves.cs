using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Moves an alert when its job moved, in the same transaction.</summary>
internal static class AlertMoves
{
    private const string MoveSql = "update alert set status = @to, decided_at = @decided where id = @alert and status = @from";

    public static async Task FollowAsync(TenantScope scope, Guid? alert, JobStatus job, DateTimeOffset now)
    {
        if (alert is null) return;
        foreach (var from in Enum.GetValues<AlertStatus>())
        {
            if (AlertLifecycle.Follow(from, job) is { } to)
                await scope.ExecuteAsync(MoveSql, new { alert, from = from.ToText(), to = to.ToText(), decided = to == AlertStatus.Queued ? null : (DateTime?)now.UtcDateTime });
        }
    }
}
