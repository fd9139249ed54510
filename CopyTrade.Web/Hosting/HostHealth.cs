using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Npgsql;

namespace CopyTrade.Web.Hosting;

/// <summary>Whether this host can do its work. Without the database it is unhealthy; with a feed down it is degraded and goes on.</summary>
internal sealed class HostHealth(Databases databases, IFeedMonitor feeds)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<HealthReport> ReadAsync(CancellationToken ct)
    {
        HealthPart[] parts = [await DatabaseAsync(ct), .. feeds.Snapshot().Select(Feed)];
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

    private static HealthPart Feed(FeedState feed) => new(
        feed.Name,
        feed.State is FeedCondition.Down or FeedCondition.Stale ? HealthState.Degraded : HealthState.Healthy,
        feed.Detail);
}
