using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Trading.Halts;

namespace CopyTrade.Tests.Faults;

/// <summary>Rules on the real engine: a copied position, a price that moves, and what the venue received.</summary>
public sealed class RuleFiringTests
{
    [Fact]
    public async Task Bracket_PriceFalls_SellsEverythingOnceAndCancelsTheSibling()
    {
        await using var rig = await EngineRig.StartAsync();
        var (token, held) = await BoughtAsync(rig, 901);
        var rules = await CreateAsync(rig, Stop(token, 0.40m), Profit(token, 0.95m));

        await rig.Venue.PriceAsync(token.TokenId, 0.30m);
        await StatusAsync(rig, rules[1], RuleStatus.Canceled);

        var exit = Assert.Single(await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rules[0], CancellationToken.None));
        Assert.Equal(("done", held, Shares.Zero), (exit.State, exit.Sold, exit.LeftOver));
        Assert.Equal(0m, (await rig.Database.QueryAsync<decimal>("select coalesce(sum(remaining), 0) from lot")).Single());
        Assert.Equal(held.Quantity, (await rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).Sum(order => order.MatchedSize));
        Assert.Equal(RuleStatus.Triggered, (await rig.Get<IRulesQuery>().FindAsync(rig.Tenant, rules[0], CancellationToken.None))!.Status);
        var kinds = (await rig.Get<IRulesQuery>().EventsAsync(rig.Tenant, rules[0], 50, 0, CancellationToken.None)).Where(entry => entry.Kind is not null).Select(entry => entry.Kind!.Value).Reverse().ToList();
        Assert.Equal([RuleEventKind.RuleCreated, RuleEventKind.RuleTriggered], kinds[..2]);
        Assert.Equal(RuleEventKind.ActionExecuted, kinds[^1]);
    }

    [Fact]
    public async Task TrailingStop_PriceRisesAndFalls_TightensOnlyUpwardsAndSells()
    {
        await using var rig = await EngineRig.StartAsync();
        var (token, _) = await BoughtAsync(rig, 902);
        await rig.Venue.PriceAsync(token.TokenId, 0.50m);
        var rule = (await CreateAsync(rig, new RuleTerms(RuleKind.TrailingStop, ConditionOf(token), TokenId.Parse(token.TokenId), null, 10m, ExitAction.SellAll.Instance)))[0];

        await TriggerAsync(rig, rule, least: 0.43m);
        await rig.Venue.PriceAsync(token.TokenId, 0.70m);
        await TriggerAsync(rig, rule, least: 0.60m);
        await rig.Venue.PriceAsync(token.TokenId, 0.50m);
        await StatusAsync(rig, rule, RuleStatus.Triggered);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None)) is [{ State: "done" }]);

        var triggers = (await rig.Database.QueryAsync<decimal>("select trigger_price from rule_event where kind = 'rule_trailing_updated' order by id")).ToList();
        Assert.Equal(triggers.Order(), triggers);
        Assert.True(triggers.Count >= 2);
        Assert.Equal(0m, (await rig.Database.QueryAsync<decimal>("select coalesce(sum(remaining), 0) from lot")).Single());
    }

    [Fact]
    public async Task Rule_OnAPositionThatTheTargetSells_IsCancelledAndSellsNothing()
    {
        await using var rig = await EngineRig.StartAsync();
        var (token, held) = await BoughtAsync(rig, 903);
        var rule = (await CreateAsync(rig, Stop(token, 0.02m)))[0];
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<bool>("select was_held from trade_rule")).Single());

        await rig.Venue.TradeAsync(EngineRig.Leader(903), token.TokenId, "SELL", 10m, 0.05m);
        await StatusAsync(rig, rule, RuleStatus.Canceled);

        Assert.Empty(await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None));
        Assert.Equal(held.Quantity, (await rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).Sum(order => order.MatchedSize));
    }

    [Fact]
    public async Task Rule_EditedWhileItsPriceIsMet_FollowsTheLastCommit()
    {
        await using var rig = await EngineRig.StartAsync();
        var (token, _) = await BoughtAsync(rig, 904);
        var rule = (await CreateAsync(rig, Stop(token, 0.02m)))[0];

        Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().MoveTriggerAsync(rig.Tenant, rule, Price.Of(0.99m), CancellationToken.None));

        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None)) is [{ State: "done" }]);
        Assert.IsType<RuleChange.Refused>(await rig.Get<IRuleChanges>().CancelAsync(rig.Tenant, rule, CancellationToken.None));
    }

    [Fact]
    public async Task Rule_UnderASuspensionAndAPlatformHalt_SellsAllTheSame()
    {
        await using var rig = await EngineRig.StartAsync();
        var (token, held) = await BoughtAsync(rig, 905);
        var rule = (await CreateAsync(rig, Stop(token, 0.40m)))[0];
        var @operator = new UserId(Guid.NewGuid());
        await rig.Get<ITradingSwitch>().SetAsync(rig.Tenant, @operator, HaltKind.Halt, "under review", CancellationToken.None);
        await rig.Get<PlatformHalt>().SetAsync(@operator, "an incident", CancellationToken.None);

        await rig.Venue.PriceAsync(token.TokenId, 0.30m);

        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None)) is [{ State: "done" }]);
        Assert.Equal(held.Quantity, (await rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).Sum(order => order.MatchedSize));
    }

    [Fact]
    public async Task Close_OfAnOpenPosition_SellsAllOfItOnce()
    {
        await using var rig = await EngineRig.StartAsync();
        var (token, held) = await BoughtAsync(rig, 907);
        var book = (await rig.Database.QueryAsync<string>("select distinct book from lot")).Single();

        var rule = (await CreateAsync(rig, CloseNow.Of(ConditionOf(token), TokenId.Parse(token.TokenId), book, TimeProvider.System.GetUtcNow())))[0];

        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Get<IRulesQuery>().ExitsAsync(rig.Tenant, rule, CancellationToken.None)) is [{ State: "done" }]);
        Assert.Equal(held.Quantity, (await rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).Sum(order => order.MatchedSize));
        Assert.Equal(0m, (await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot")).Single());
    }

    [Fact]
    public async Task Rule_WhoseWalletIsDisconnectedBeforeItsOrderLeaves_SendsNothingAndSaysWhy()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Trading:OrdersInFlightPerTenant"] = "1" });
        await rig.FollowAsync(EngineRig.Leader(906));
        var tokens = (await rig.TokensAsync()).Where(token => token.BestAsk > 0.4m).Take(3).ToList();
        foreach (var token in tokens) await rig.Venue.TradeAsync(EngineRig.Leader(906), token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(tokens.Count);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single() == tokens.Count);
        foreach (var token in tokens) await CreateAsync(rig, Stop(token, 0.35m));
        await rig.Venue.ServiceTimeAsync(2500);

        await Task.WhenAll(tokens.Select(token => rig.Venue.PriceAsync(token.TokenId, 0.30m)));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<long>("select count(*) from trade_order where side = 'sell'")).Single() > 1);
        Assert.IsType<WalletResult.Done>(await rig.Get<RevokeConnectionHandler>().HandleAsync(rig.Tenant, CancellationToken.None));
        var left = (await rig.Database.QueryAsync<decimal>("select extract(epoch from now()) * 1000")).Single();
        await rig.Venue.ServiceTimeAsync(0);

        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<long>("select count(*) from trade_order where side = 'sell' and status = 'pending'")).Single() == 0);
        var sales = (await rig.Venue.OrdersAsync()).Where(order => order.Side == "SELL").ToList();
        Assert.True(sales.Count < tokens.Count, $"Every sale had left before the wallet was disconnected: {string.Join(", ", sales.Select(sale => $"{sale.ReceivedAt - left:0} ms"))}");
        Assert.All(sales, sale => Assert.True(sale.ReceivedAt <= left + 1000m, $"A sale arrived {sale.ReceivedAt - left} ms after the wallet was disconnected."));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<long>("""
            select count(*) from trade_rule r left join rule_exit x on x.rule_id = r.id
             where not (r.status = 'failed' and r.reason is not null) and coalesce(x.state, '') <> 'done' and coalesce(x.waits_for, '') not in ('wallet_not_ready', 'settling')
            """)).Single() == 0);
    }

    private static async Task<(SimulatorControl.Token Token, Shares Held)> BoughtAsync(EngineRig rig, int leader)
    {
        await rig.FollowAsync(EngineRig.Leader(leader));
        var token = (await rig.TokensAsync())[0];
        await rig.Venue.TradeAsync(EngineRig.Leader(leader), token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(1);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<long>("select count(*) from lot")).Single() > 0);
        return (token, Shares.Of((await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot")).Single()));
    }

    private static async Task<IReadOnlyList<RuleId>> CreateAsync(EngineRig rig, params RuleTerms[] terms) =>
        [.. Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().CreateAsync(rig.Tenant, new(terms, "Question", "Yes"), CancellationToken.None)).Rules.Select(rule => rule.Id)];

    private static RuleTerms Stop(SimulatorControl.Token token, decimal trigger) => new(RuleKind.StopLoss, ConditionOf(token), TokenId.Parse(token.TokenId), Price.Of(trigger), null, ExitAction.SellAll.Instance);

    private static RuleTerms Profit(SimulatorControl.Token token, decimal trigger) => Stop(token, trigger) with { Kind = RuleKind.TakeProfit };

    private static ConditionId ConditionOf(SimulatorControl.Token token) => ConditionId.Parse(token.ConditionId);

    private static Task StatusAsync(EngineRig rig, RuleId rule, RuleStatus status) => Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        (await rig.Get<IRulesQuery>().FindAsync(rig.Tenant, rule, CancellationToken.None))!.Status == status);

    private static Task TriggerAsync(EngineRig rig, RuleId rule, decimal least) => Rig.UntilAsync(TimeSpan.FromSeconds(25), async () =>
        (await rig.Get<IRulesQuery>().FindAsync(rig.Tenant, rule, CancellationToken.None))!.Terms.Trigger?.Value >= least);
}
