using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CopyTrade.Web.Hosting;

/// <summary>Whether this host can do its work. Without the database it is unhealthy; with a feed down or a loop failing it is degraded and goes on.</summary>
internal sealed class HostHealth(Databases databases, IFeedMonitor feeds, IServiceProvider services, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthReport> ReadAsync(CancellationToken ct)
    {
        HealthPart[] parts = [await DatabaseAsync(ct), .. feeds.Snapshot().Select(Feed), .. Loops()];
        return new HealthReport(parts.Max(part => part.State), parts);
    }

    private async Task<HealthPart> DatabaseAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            await using var command = databases.For(databases.Least).CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return new HealthPart("database", HealthState.Healthy, null);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new HealthPart("database", HealthState.Unhealthy, "The database does not answer.");
        }
    }

    // Only what is wrong: a host has some twenty loops. Asked for late, since some of them may want this.
    private IEnumerable<HealthPart> Loops()
    {
        var now = clock.GetUtcNow();
        foreach (var service in services.GetServices<IHostedService>())
        {
            if (service is BackgroundService { ExecuteTask: { IsFaulted: true } ended })
                yield return new HealthPart(service.GetType().Name, HealthState.Degraded, ended.Exception?.InnerException?.Message ?? "It has ended.");
            if (service is not ISupervised supervised) continue;
            foreach (var loop in supervised.Loops.Where(loop => loop.IsFailing(now)))
                yield return new HealthPart(loop.Name, HealthState.Degraded, $"Failed {loop.FailuresInARow} times in a row: {loop.Problem}");
        }
    }

    private static HealthPart Feed(FeedState feed) => new(
        feed.Name,
        feed.State is FeedCondition.Down or FeedCondition.Stale ? HealthState.Degraded : HealthState.Healthy,
        feed.Detail);
}
