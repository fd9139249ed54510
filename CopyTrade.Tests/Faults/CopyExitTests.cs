using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Rules;

namespace CopyTrade.Tests.Faults;

/// <summary>Rules that are made for copies, and what a wallet's end does to rules, on the real engine.</summary>
public sealed class CopyExitTests
{
    [Fact]
    public async Task Copy_WithDefaults_GetsOneBracketForEachTimeThatItsPositionIsOpened()
    {
        await using var rig = await EngineRig.StartAsync();
        await AskAsync(rig, new CopyRules { ExitStopPercent = 20m, ExitTargetPercent = 30m, FollowUps = new FollowUpRules(FollowUpMode.Plain), VwapTolerance = 0.9m, DominanceMinimum = 0m });
        var token = await FollowAsync(rig, 911);

        await BuyAsync(rig, 911, token, lots: 1);
        var first = await RulesAsync(rig, 2);
        var entry = (await rig.Database.QueryAsync<decimal>("select cost / shares from lot")).Single();
        Assert.Equal(
            [(RuleKind.StopLoss, Math.Floor(entry * 0.8m / token.Tick) * token.Tick), (RuleKind.TakeProfit, Math.Min(1m - token.Tick, Math.Ceiling(entry * 1.3m / token.Tick) * token.Tick))],
            first.OrderBy(rule => rule.Terms.Kind).Select(rule => (rule.Terms.Kind, rule.Terms.Trigger!.Value.Value)));
        Assert.Single(first.Select(rule => rule.Bracket).Distinct());
        Assert.All(first, rule => Assert.NotNull(rule.Terms.Book));

        await BuyAsync(rig, 911, token, lots: 2);
        Assert.Equal(0, await rig.Get<CopyExitAttacher>().RunAsync([rig.Tenant], null, CancellationToken.None));
        Assert.Equal(2, (await rig.Get<IRulesQuery>().ListAsync(rig.Tenant, null, 50, 0, CancellationToken.None)).Count);

        // Sold by its stop, all of both purchases; then the target buys again: another position.
        await rig.Venue.PriceAsync(token.TokenId, Math.Round(entry * 0.7m, 2));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot")).Single() == 0m);
        await rig.Venue.PriceAsync(token.TokenId, Math.Round(entry, 2));
        await BuyAsync(rig, 911, token, lots: 3);
        await RulesAsync(rig, 4);
    }

    [Fact]
    public async Task Copy_WithoutRoomForItsRules_SaysSoAndGetsThemWhenThereIs()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Rules:MostActive"] = "1" });
        await AskAsync(rig, new CopyRules { ExitStopPercent = 20m });
        var token = await FollowAsync(rig, 912);
        var byHand = new RuleTerms(RuleKind.StopLoss, ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), Price.Of(0.01m), null, ExitAction.SellAll.Instance);
        var other = Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().CreateAsync(rig.Tenant, new([byHand], null, null), CancellationToken.None)).Rules[0];

        await BuyAsync(rig, 912, token, lots: 1);
        var order = new OrderId((await rig.Database.QueryAsync<Guid>("select id from trade_order")).Single());
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => await rig.Get<IRuleLinesQuery>().AttachmentAsync(rig.Tenant, order, CancellationToken.None) is not null);
        Assert.Equal("At most 1 rules may be active, 1 are: cancel one first.", (await rig.Get<IRuleLinesQuery>().AttachmentAsync(rig.Tenant, order, CancellationToken.None))!.Reason);

        await rig.Get<IRuleChanges>().CancelAsync(rig.Tenant, other.Id, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.Get<CopyExitAttacher>().RunAsync([rig.Tenant], null, CancellationToken.None)));

        var attachment = (await rig.Get<IRuleLinesQuery>().AttachmentAsync(rig.Tenant, order, CancellationToken.None))!;
        Assert.Equal((null, RuleKind.StopLoss), (attachment.Reason, Assert.Single(attachment.Rules).Terms.Kind));
        var page = await rig.Get<IRuleLinesQuery>().PageAsync(rig.Tenant, RuleStatus.Active, 10, 0, CancellationToken.None);
        Assert.True(Assert.Single(page.Lines).IsOfCopy);
        Assert.Equal((1, 2), (page.Total(RuleStatus.Active), page.Total(null)));
    }

    [Fact]
    public async Task Wallet_DisconnectedAndConnected_PausesItsRulesAndSaysSo()
    {
        await using var rig = await EngineRig.StartAsync();
        var token = await FollowAsync(rig, 913);
        await BuyAsync(rig, 913, token, lots: 1);
        var terms = new RuleTerms(RuleKind.StopLoss, ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), Price.Of(0.02m), null, ExitAction.SellAll.Instance);
        var rule = Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().CreateAsync(rig.Tenant, new([terms], null, null), CancellationToken.None)).Rules[0].Id;

        Assert.IsType<WalletResult.Done>(await rig.Get<RevokeConnectionHandler>().HandleAsync(rig.Tenant, CancellationToken.None));
        // Its price is met from now on.
        Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().MoveTriggerAsync(rig.Tenant, rule, Price.Of(0.99m), CancellationToken.None));
        Assert.IsType<WalletResult.Done>(await rig.Get<ConnectWalletHandler>().HandleAsync(rig.Tenant, new ConnectWallet(null, null, SignatureType.Eoa, true, null), CancellationToken.None));

        Assert.Equal(RuleStatus.Active, (await rig.Get<IRulesQuery>().FindAsync(rig.Tenant, rule, CancellationToken.None))!.Status);
        var kinds = (await rig.Get<IRulesQuery>().EventsAsync(rig.Tenant, rule, 50, 0, CancellationToken.None)).Where(entry => entry.Kind is not null).Select(entry => entry.Kind!.Value).Reverse();
        Assert.Equal([RuleEventKind.RuleCreated, RuleEventKind.RulePaused, RuleEventKind.RuleChanged, RuleEventKind.RuleResumed], kinds);
        Assert.DoesNotContain(await rig.Venue.OrdersAsync(), order => order.Side == "SELL");
    }

    private static async Task AskAsync(EngineRig rig, CopyRules rules) =>
        Assert.IsType<DefaultsChange.Done>(await rig.Get<ITargetChanges>().SetDefaultsAsync(rig.Tenant, CopyDefaults.Initial with { Rules = rules }, CancellationToken.None));

    private static async Task<SimulatorControl.Token> FollowAsync(EngineRig rig, int leader)
    {
        await rig.FollowAsync(EngineRig.Leader(leader));
        return (await rig.TokensAsync())[0];
    }

    private static async Task BuyAsync(EngineRig rig, int leader, SimulatorControl.Token token, int lots)
    {
        var now = (await rig.Venue.TokensAsync()).First(one => one.TokenId == token.TokenId);
        await rig.Venue.TradeAsync(EngineRig.Leader(leader), token.TokenId, "BUY", 10m, EngineRig.Marketable(now));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<long>("select count(*) from (select from lot l join order_fill f on f.id = l.order_fill_id group by f.order_id) t")).Single() >= lots);
    }

    private static async Task<IReadOnlyList<TradeRule>> RulesAsync(EngineRig rig, int count)
    {
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Get<IRulesQuery>().ListAsync(rig.Tenant, null, 50, 0, CancellationToken.None)).Count >= count);
        var rules = await rig.Get<IRulesQuery>().ListAsync(rig.Tenant, null, 50, 0, CancellationToken.None);
        Assert.Equal(count, rules.Count);
        return rules;
    }
}
