using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Notifications;
using CopyTrade.Tests.Infrastructure.Notifications;

namespace CopyTrade.Tests.Faults;

/// <summary>F21: receivers of messages that take connections and never answer, told of every copy: the time from a trade to our order, with them and without.</summary>
internal static class ReceiverDrill
{
    public static async Task<DrillResult> RunAsync(int receivers, int trades, int seed)
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "600", ["Notifications:AllowedHosts"] = "127.0.0.1" });
        var tokens = await rig.TokensAsync();
        var leaders = Enumerable.Range(0, 2 + (2 * trades / tokens.Count)).Select(number => EngineRig.Leader((seed * 100_000) + number)).ToArray();
        foreach (var leader in leaders) await rig.FollowAsync(leader);
        var pairs = new Queue<(string Leader, SimulatorControl.Token Token)>(from leader in leaders from token in tokens select (leader, token));
        await rig.PauseAsync();
        await rig.RunAsync();
        var alone = await NeighbourDrill.MeasureAsync(rig, pairs, trades, 0);
        var dead = Enumerable.Range(0, receivers).Select(_ => new RawReceiver("", closes: false)).ToList();
        foreach (var receiver in dead) await AddAsync(rig, receiver.Url);
        await rig.PauseAsync();
        await rig.RunAsync();
        var beside = await NeighbourDrill.MeasureAsync(rig, pairs, trades, trades);
        await rig.SettledAsync(2 * trades, TimeSpan.FromSeconds(60));
        await Task.WhenAll(dead.Select(receiver => receiver.Heard)).WaitAsync(TimeSpan.FromSeconds(30));
        var most = (await rig.Database.QueryAsync<long>("select coalesce(max(n), 0) from (select count(*) as n from notification_delivery where state in ('waiting', 'sending') group by channel_id) waiting")).Single();
        Assert.InRange(most, 1, DeliveryPlanner.MostEver);
        foreach (var receiver in dead) await receiver.DisposeAsync();
        var (doubled, lost) = await OrderCount.OfAsync(rig, 2 * trades);
        return new(receivers, 2 * trades, doubled, lost, await OrderCount.UnknownAsync(rig), TimeSpan.FromMilliseconds(beside[^1]))
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"trade to order, ms: alone p50 {NeighbourDrill.At(alone, 0.5):0} p99 {NeighbourDrill.At(alone, 0.99):0}; beside {receivers} dead receivers p50 {NeighbourDrill.At(beside, 0.5):0} p99 {NeighbourDrill.At(beside, 0.99):0} ({(NeighbourDrill.At(beside, 0.99) / NeighbourDrill.At(alone, 0.99)) - 1:+0 %;-0 %} at p99); at most {most} messages wait for one receiver"),
        };
    }

    private static async Task AddAsync(EngineRig rig, string url)
    {
        var changes = rig.Get<INotificationChanges>();
        var channel = Assert.IsType<ChannelChange.Done>(await changes.AddAsync(rig.Tenant, new ChannelDraft(ChannelKind.Webhook, "dead", url, "", "", "", ""), "drill", CancellationToken.None)).Id;
        await changes.TellAsync(rig.Tenant, channel, NotificationKinds.Chosen.ToHashSet(), DigestMode.None, isOn: true, CancellationToken.None);
    }
}
