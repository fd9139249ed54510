using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Notifications;

namespace CopyTrade.Tests.Faults;

/// <summary>F21: receivers of messages that take connections and never answer, told of every copy, and browsers that take nothing: the time from a trade to our order, with them and without.</summary>
internal static class ReceiverDrill
{
    public static async Task<DrillResult> RunAsync(int receivers, int browsers, int trades, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Notifications:AllowedHosts"] = "127.0.0.1" });
        var tokens = await rig.TokensAsync();
        // Before and after, so that a machine that grows slower or faster meanwhile is not taken for the receivers' doing.
        var (half, all) = (Math.Max(trades / 2, 6), trades + (2 * Math.Max(trades / 2, 6)));
        var leaders = Enumerable.Range(0, 2 + (all / tokens.Count)).Select(number => EngineRig.Leader((seed * 100_000) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        await rig.PauseAsync();
        await rig.RunAsync();
        var before = await NeighbourDrill.MeasureAsync(rig, pairs, half, 0);
        var dead = Enumerable.Range(0, receivers).Select(_ => new RawReceiver("", closes: false)).ToList();
        foreach (var (number, some) in dead.Chunk(INotificationChanges.MostChannels).Index()) await TellAsync(rig, number == 0 ? rig.Tenant : await rig.Database.SeedTenantAsync(), some);
        await rig.PauseAsync();
        await rig.RunAsync();
        double[] beside;
        using (new SlowBrowsers(rig, browsers)) beside = await NeighbourDrill.MeasureAsync(rig, pairs, trades, half);
        // Each call to one of them takes ten seconds, and so many run at once.
        await Task.WhenAll(dead.Select(receiver => receiver.Heard)).WaitAsync(Wait.Limit + TimeSpan.FromSeconds(2 * receivers));
        var most = (await rig.Database.QueryAsync<long>("select coalesce(max(n), 0) from (select count(*) as n from notification_delivery where state in ('waiting', 'sending') group by channel_id) waiting")).Single();
        Assert.InRange(most, 1, DeliveryPlanner.MostEver);
        await rig.Database.ExecuteAsync("update notification_channel set is_on = false, removed_at = now()");
        foreach (var receiver in dead) await receiver.DisposeAsync();
        await rig.PauseAsync();
        await rig.RunAsync();
        var after = await NeighbourDrill.MeasureAsync(rig, pairs, half, half + trades);
        double[] alone = [.. before.Concat(after).Order()];
        await rig.SettledAsync(all, TimeSpan.FromSeconds(60));
        var (doubled, lost) = await OrderCount.OfAsync(rig, all);
        return new(receivers + browsers, all, doubled, lost, await OrderCount.UnknownAsync(rig), TimeSpan.FromMilliseconds(beside[^1]))
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"trade to order, ms: alone p50 {NeighbourDrill.At(alone, 0.5):0} p99 {NeighbourDrill.At(alone, 0.99):0} (before {NeighbourDrill.At(before, 0.5):0} and {NeighbourDrill.At(before, 0.99):0}, after {NeighbourDrill.At(after, 0.5):0} and {NeighbourDrill.At(after, 0.99):0}); beside {receivers} dead receivers and {browsers} browsers that take nothing p50 {NeighbourDrill.At(beside, 0.5):0} p99 {NeighbourDrill.At(beside, 0.99):0} ({(NeighbourDrill.At(beside, 0.99) / NeighbourDrill.At(alone, 0.99)) - 1:+0 %;-0 %} at p99, n {beside.Length}); at most {most} messages wait for one receiver"),
        };
    }

    /// <summary>Channels of the trader are told of everything; those of others, who have no news, get a test.</summary>
    private static async Task TellAsync(EngineRig rig, TenantRef tenant, IEnumerable<RawReceiver> receivers)
    {
        var changes = rig.Get<INotificationChanges>();
        foreach (var receiver in receivers)
        {
            var channel = Assert.IsType<ChannelChange.Done>(await changes.AddAsync(tenant, new ChannelDraft(ChannelKind.Webhook, "dead", receiver.Url, "", "", "", ""), "drill", CancellationToken.None)).Id;
            await changes.TellAsync(tenant, channel, NotificationKinds.Chosen.ToHashSet(), DigestMode.None, isOn: true, CancellationToken.None);
            if (tenant != rig.Tenant) Assert.IsType<ChannelChange.Done>(await changes.TestAsync(tenant, channel, CancellationToken.None));
        }
    }
}
