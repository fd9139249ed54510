using System.Globalization;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Feeds that are down, and a wrong clock, once they have been for a minute: short gaps are closed by the record.</summary>
internal sealed class FeedNews(IFeedMonitor feeds)
{
    private const string Clock = "clock";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, DateTimeOffset> _since = [];

    public IReadOnlyList<(string Key, Notification Notification)> Read(DateTimeOffset now)
    {
        var news = new List<(string, Notification)>();
        foreach (var feed in feeds.Snapshot())
        {
            if (!IsBad(feed))
            {
                _since.Remove(feed.Name);
                continue;
            }

            if (!_since.TryGetValue(feed.Name, out var since)) _since[feed.Name] = since = now;
            if (now - since < Patience) continue;
            var key = $"feed:{feed.Name}:{since.UtcDateTime.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture)}";
            news.Add((key, feed.Name == Clock
                ? NewsWriter.Of(NotificationKind.ClockSkew, "The server's clock is wrong", feed.Detail ?? "", "/sync", feed.Name, since, now)
                : NewsWriter.Of(NotificationKind.FeedSilent, $"The feed {feed.Name} is silent", feed.Detail ?? "Trades of followed wallets may be seen late.", "/sync", feed.Name, since, now)));
        }

        return news;
    }

    private static bool IsBad(FeedState feed) => feed.State == FeedCondition.Down || (feed.Name == Clock && feed.State == FeedCondition.Stale);
}
