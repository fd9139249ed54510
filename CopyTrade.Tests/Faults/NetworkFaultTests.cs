namespace CopyTrade.Tests.Faults;

/// <summary>F29: half-open connections to the venue, and a name that nobody knows.</summary>
public sealed class NetworkFaultTests
{
    [Fact]
    public async Task Connections_HalfOpen_AreGivenUpAndOrdersFoundAgain()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Polymarket:OrderTimeoutSeconds"] = "2", ["Mirroring:MaxFillAgeSeconds"] = "600" });
        var (leader, tokens) = (EngineRig.Leader(2901), await rig.TokensAsync());
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        await using var proxy = new TcpProxy(rig.ClobUrl.Port);
        rig.Set("Polymarket:ClobUrl", new UriBuilder(rig.ClobUrl) { Port = proxy.Port }.Uri.ToString());
        await rig.RunAsync();

        foreach (var token in tokens.Take(2)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Benchmarks.Hosting.Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted) == 2);
        proxy.Hold();
        foreach (var token in tokens.Skip(2).Take(4)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Benchmarks.Hosting.Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
            (await rig.Database.QueryAsync<long>("select count(*) from observed_fill")).Single() == 6);
        // Beyond the time that a request may take: every one on its way was given up.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);
        proxy.Release();

        await rig.SettledAsync(6, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(6);
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Venue_OfAnUnknownName_PlacesNothingAndRecoversWithTheRightOne()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Mirroring:MaxFillAgeSeconds"] = "600" });
        var (leader, tokens) = (EngineRig.Leader(2902), await rig.TokensAsync());
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        rig.Set("Polymarket:ClobUrl", "http://venue.invalid/clob");
        await rig.RunAsync();
        foreach (var token in tokens.Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Benchmarks.Hosting.Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<long>("select count(*) from observed_fill")).Single() == 3);
        Assert.Empty(await rig.Venue.OrdersAsync());

        await rig.PauseAsync();
        rig.Set("Polymarket:ClobUrl", null);
        await rig.RunAsync();

        await rig.SettledAsync(3, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(3);
        await Invariants.CheckAsync(rig);
    }
}
