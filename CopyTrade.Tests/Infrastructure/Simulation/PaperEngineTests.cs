using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Tests.Faults;

namespace CopyTrade.Tests.Infrastructure.Simulation;

/// <summary>The whole engine with a live and a paper account of one person, which follow the same wallet.</summary>
public sealed class PaperEngineTests
{
    private static readonly Dictionary<string, string?> Quick = new() { ["Paper:SettleSeconds"] = "0.1", ["Paper:LatencyMilliseconds"] = "20", ["Paper:WatchSeconds"] = "0.2" };

    [Fact]
    public async Task PaperAccount_BesideALiveOne_NeverReachesTheVenueNorItsFigures()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, Quick);
        var leader = EngineRig.Leader(5);
        await rig.FollowAsync(leader);
        var paper = await rig.Get<PaperAccounts>().ChooseAsync(rig.Tenant.Owner, AccountMoney.Paper, copyTargets: true, CancellationToken.None);
        await rig.Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);
        var tokens = (await rig.TokensAsync()).Take(4).ToList();

        foreach (var token in tokens) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(4);
        await PaperSettledAsync(rig, paper, 4);

        await Invariants.CheckAsync(rig);
        await rig.AssertAcceptedAsync(4);   // the live account's, and no more
        Assert.Equal(["demo", "paper"], await rig.Database.QueryAsync<string>("select distinct mode from trade_order order by 1"));
        Assert.Equal(["demo", "paper"], await rig.Database.QueryAsync<string>("select distinct mode from copy_decision order by 1"));
        Assert.Empty(await rig.Database.QueryAsync<Guid>("select w.id from wallet_secret s join wallet_connection w on w.id = s.connection_id where w.signature_type = 9"));

        // Every figure of the live account is what it is without the paper account beside it, and the other way round.
        Assert.Equal(4, (await rig.Get<IPositionsQuery>().ListAsync(rig.Tenant, includeClosed: true, CancellationToken.None)).Count);
        Assert.Equal(4, (await rig.Get<IPositionsQuery>().ListAsync(paper, includeClosed: true, CancellationToken.None)).Count);
        Assert.Equal(4, (await rig.Get<IOrdersQuery>().PageAsync(rig.Tenant, null, null, 100, CancellationToken.None)).Orders.Count);
        Assert.Equal(4, (await rig.Get<ITradingStatusQuery>().ReadAsync(rig.Tenant, CancellationToken.None)).OpenPositions);
        Assert.Equal(4, (await rig.Get<ITradingStatusQuery>().ReadAsync(paper, CancellationToken.None)).Usage.LastHour);
        Assert.Equal(4, (await rig.Get<ITradingStatusQuery>().ReadAsync(rig.Tenant, CancellationToken.None)).Usage.LastHour);
        Assert.Equal(4, (await rig.Get<IActivityQuery>().CountAsync(rig.Tenant, null, CancellationToken.None)).Copied);
        Assert.Single(await rig.Get<ITargetsQuery>().ListAsync(paper, CancellationToken.None));
        Assert.Equal(1000m, (await rig.Database.QueryAsync<decimal>("""
            select p.cash + (select sum(shares * price + fee) from paper_fill) from paper_account p where billing_account_id = @Tenant
            """, new { paper.Tenant })).Single());
    }

    [Fact]
    public async Task PaperExit_AfterTheEntrySettled_ClosesTheLotAndBringsTheMoneyBack()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, Quick);
        var leader = EngineRig.Leader(6);
        var paper = await rig.Get<PaperAccounts>().ChooseAsync(rig.Tenant.Owner, AccountMoney.Paper, copyTargets: false, CancellationToken.None);
        Assert.IsType<TargetChange.Done>(await rig.Get<ITargetChanges>().AddAsync(paper, leader, null, new SizingPolicy.MinBet(), Usdc.Of(100m), 75, CancellationToken.None));
        await rig.Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);
        var token = (await rig.TokensAsync())[0];

        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await rig.Get<IPositionsQuery>().ListAsync(paper, includeClosed: false, CancellationToken.None)) is [{ Shares.Quantity: > 0m, UnsettledSince: null }]);
        var bid = (await rig.Venue.TokensAsync()).Single(one => one.TokenId == token.TokenId).BestBid!.Value;
        await rig.Venue.TradeAsync(leader, token.TokenId, "SELL", 10m, Math.Ceiling(bid / 2m / token.Tick) * token.Tick);
        await PaperSettledAsync(rig, paper, 2);
        // The leader's sale took the bids: the copy may rest until the market comes back and trades through its limit.
        await rig.Venue.TradeAsync(EngineRig.Leader(99), token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await rig.Get<IPositionsQuery>().ListAsync(paper, includeClosed: false, CancellationToken.None)).Count == 0);

        Assert.Empty(await rig.Get<IPositionsQuery>().ListAsync(paper, includeClosed: false, CancellationToken.None));
        Assert.Single(await rig.Get<IPositionsQuery>().ListAsync(paper, includeClosed: true, CancellationToken.None));
        Assert.Empty(await rig.Venue.OrdersAsync());
    }

    [Fact]
    public async Task PaperOrders_EngineStoppedAndStarted_AreFoundAgainByTheirHash()
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still, new(Quick) { ["Paper:LatencyMilliseconds"] = "600" });
        var leader = EngineRig.Leader(7);
        var paper = await rig.Get<PaperAccounts>().ChooseAsync(rig.Tenant.Owner, AccountMoney.Paper, copyTargets: false, CancellationToken.None);
        Assert.IsType<TargetChange.Done>(await rig.Get<ITargetChanges>().AddAsync(paper, leader, null, new SizingPolicy.MinBet(), Usdc.Of(100m), 75, CancellationToken.None));
        await rig.Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);

        foreach (var token in (await rig.TokensAsync()).Take(3)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await rig.Database.QueryAsync<long>("select count(*) from trade_order where submitted_at is not null")).Single() > 0);
        await rig.PauseAsync();
        await rig.RunAsync();
        await PaperSettledAsync(rig, paper, 3);

        Assert.Equal([3L, 3L], await rig.Database.QueryAsync<long>("select count(*) from paper_order union all select count(distinct venue_order_id) from paper_fill"));
    }

    internal static Task PaperSettledAsync(EngineRig rig, TenantRef paper, int decisions) => Rig.UntilAsync(TimeSpan.FromSeconds(25), async () =>
        (await rig.Database.QueryAsync<bool>("""
            select (select count(*) from copy_decision where billing_account_id = @Tenant) >= @decisions
               and not exists (select from trade_order where billing_account_id = @Tenant and (status = 'pending'
                                or matched_shares <> coalesce((select sum(f.shares) from order_fill f where f.order_id = trade_order.id and f.settlement = 'confirmed'), 0)))
            """, new { paper.Tenant, decisions })).Single());
}
