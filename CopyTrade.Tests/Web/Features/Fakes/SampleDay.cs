using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Web.Features.Overview;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>A day in which everything happened once: for pages as a whole.</summary>
public static class SampleDay
{
    public static FakeData Create(int stories = 60)
    {
        var data = new FakeData { View = PageData.ConnectedWallet(grantEnds: PageData.Now.AddDays(2)), Status = PageData.Status(unknown: 1) };
        data.Cards.AddRange(
        [
            PageData.Card(1, "quiet.harbor", new SizingPolicy.Fixed(Usdc.Of(5m)), 25m, last: TimeSpan.FromSeconds(9)),
            PageData.Card(2, "delta-nine", new SizingPolicy.Percentage(2.5m), 250m, 96, 310, 1, 0, 198.45m, TimeSpan.FromMinutes(2)),
            PageData.Card(3, null, new SizingPolicy.MinBet(), 10m, 21, 9, 0, 0, 88m, TimeSpan.FromHours(3)),
            PageData.Card(4, "a name that is rather long for a card", new SizingPolicy.MinBet(), 10m, 0, 0, 0, 0, 0m),
        ]);
        var targets = data.Cards.ConvertAll(c => c.Target);
        ActivityResult[] results = [ActivityResult.Settling, ActivityResult.Skipped, ActivityResult.Matched, ActivityResult.Confirmed, ActivityResult.Confirmed, ActivityResult.Unknown, ActivityResult.Skipped, ActivityResult.Failed, ActivityResult.Open, ActivityResult.Void, ActivityResult.Canceled, ActivityResult.Pending, ActivityResult.Failed];
        for (var i = 0; i < stories; i++)
        {
            var result = results[i % results.Length];
            data.Stories.Add(PageData.Story(i + 1, targets[i % 2], result, TimeSpan.FromSeconds(9 + (i * i * 7)), 0.40m + (0.01m * (i % 20)), 300m + (i * 17), result == ActivityResult.Failed ? i % 2 == 1 ? "cap_exceeded_daily" : "rejected" : null));
        }

        decimal[] bids = [0.47m, 0.55m, 0.33m, 0.29m];
        for (var i = 0; i < 6; i++)
        {
            data.Held.Add(PageData.Position(i, targets[i % 2], i == 5 ? 0m : 40m + (i * 33m), 0.44m, i == 0 ? 14.69m : i == 5 ? 8m : 0m, i == 2 ? -1.30m : 0m));
            if (i != 4) data.Books[PageData.Token(i)] = PageData.Book(PageData.Token(i), bids[i % 4], bids[i % 4] + 0.02m);
        }

        data.Held.Add(PageData.Position(7, targets[0], 0m, 0.5m, realized: 4.20m));
        data.Feeds.AddRange([new("activity-stream", PageData.Now.AddMilliseconds(-400), FeedCondition.Fresh, null), new("market-stream", PageData.Now.AddSeconds(-41), FeedCondition.Stale, "Resubscribed at 14:29."), new("user-stream", PageData.Now.AddSeconds(-3), FeedCondition.Fresh, null), new("data-drain", PageData.Now.AddSeconds(-12), FeedCondition.Fresh, null)]);
        data.Leaders = [new DemoLeader("Marlow", PageData.Wallet(41), "Few large bets on politics, holds for days"), new DemoLeader("oddsmith", PageData.Wallet(42), "Many small bets on sports, in and out")];
        data.Jobs.AddRange(SampleJobs());
        data.Runs.AddRange(data.Jobs[1].Recent.Reverse());
        return data;
    }

    private static IEnumerable<JobRow> SampleJobs()
    {
        yield return new("observation.drain", "Safety net behind the live feeds", "every 30 s", false, null, PageData.Now.AddSeconds(20), Runs(20, _ => JobOutcome.Succeeded));
        yield return new("settlement.reconcile", "Asks the venue about matched orders", "every 15 s", false, null, PageData.Now.AddSeconds(5), Runs(20, i => i > 16 ? JobOutcome.Failed : JobOutcome.Succeeded));
        yield return new("wallet.readiness", "Checks approvals and balances", "every 1 min", false, null, PageData.Now.AddSeconds(40), Runs(12, i => i == 11 ? JobOutcome.Running : JobOutcome.Succeeded));
        yield return new("jobs.prune", "Forgets old runs", "daily 02:00", true, "dana@northfold.example", null, Runs(3, _ => JobOutcome.Succeeded));
        yield return new("wallet.statistics", "Percentiles of every target", "daily 02:30", false, null, PageData.Now.AddHours(12), []);
    }

    private static List<JobRun> Runs(int count, Func<int, JobOutcome> outcome) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var at = PageData.Now.AddSeconds(-15 * (count - i));
        var result = outcome(i);
        return new JobRun(i + 1, at, at.AddMilliseconds(20), result == JobOutcome.Running ? null : at.AddMilliseconds(20 + (410 * ((i % 3) + 1))), result, result == JobOutcome.Failed ? i - 15 : 1, result == JobOutcome.Failed ? "The venue did not answer within 5 s on 2 orders ($41.20)." : null, "host-a", i % 7 == 3 ? "dana@northfold.example" : null);
    })];
}
