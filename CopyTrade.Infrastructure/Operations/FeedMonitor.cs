using CopyTrade.Domain.Operations;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The feeds of this process, in memory.</summary>
internal sealed class FeedMonitor(TimeProvider clock) : IFeedMonitor
{
    private readonly Lock _sync = new();
    private readonly List<FeedState> _feeds = [];

    public void DataArrived(string feed)
    {
        var now = clock.GetUtcNow();
        Change(feed, state => state with { LastDataAt = now, State = FeedCondition.Fresh, Detail = null });
    }

    public void Report(string feed, FeedCondition condition, string? detail) => Change(feed, state => state with { State = condition, Detail = detail });

    public IReadOnlyList<FeedState> Snapshot()
    {
        lock (_sync) return [.. _feeds];
    }

    private void Change(string feed, Func<FeedState, FeedState> change)
    {
        lock (_sync)
        {
            var at = _feeds.FindIndex(f => f.Name == feed);
            if (at < 0)
            {
                at = _feeds.Count;
                _feeds.Add(new(feed, null, FeedCondition.Idle, null));
            }

            _feeds[at] = change(_feeds[at]);
        }
    }
}
