using System.Diagnostics;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Faults;

/// <summary>A followed wallet sells in the moment in which a stop of the same position fires, position by position: everything is sold, nothing twice, and no rule and no order is left hanging.</summary>
internal static class RuleRivalDrill
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <param name="positions">How many at most.</param>
    /// <param name="seed">Who is how much earlier.</param>
    public static async Task<DrillResult> RunAsync(int positions, int seed)
    {
        await using var rig = await EngineRig.StartAsync(EngineRig.Still);
        var (random, leader) = (new Random(seed), EngineRig.Leader((seed * 100) + 31));
        await rig.FollowAsync(leader, new SizingPolicy.Fixed(Usdc.Of(12m)));
        var tokens = (await rig.TokensAsync()).Where(token => token.BestAsk is > 0.3m and < 0.75m).Take(positions).ToList();
        foreach (var token in tokens) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(tokens.Count, TimeSpan.FromSeconds(60));
        await Rig.UntilAsync(Patience, async () => await CountAsync(rig, "select count(distinct token_id) from lot") == tokens.Count);
        var held = (await rig.Database.QueryAsync<(string Token, decimal Shares)>("select token_id, sum(remaining) from lot group by 1")).ToDictionary(row => row.Token, row => row.Shares);
        foreach (var token in tokens) await StopAsync(rig, token);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(tokens.Select(token => FallAsync(rig, leader, token, random.Next(-300, 300))));
        try
        {
            await Rig.UntilAsync(Patience, async () => await CountAsync(rig, "select (select count(*) from trade_rule where status = 'active') + (select count(*) from rule_exit where state = 'running') + (select count(*) from lot where remaining > 0)") == 0);
        }
        catch (TimeoutException)
        {
            // What is left is counted, and said.
        }

        await rig.SettledAsync(2 * tokens.Count, Patience);
        watch.Stop();
        await Invariants.CheckAsync(rig);
        var sold = (await rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).GroupBy(order => order.TokenId).ToDictionary(orders => orders.Key, orders => orders.Sum(order => order.MatchedSize));
        var doubled = held.Count(position => sold.GetValueOrDefault(position.Key) > position.Value);
        var lost = held.Count(position => sold.GetValueOrDefault(position.Key) < position.Value)
            + await CountAsync(rig, "select count(*) from trade_rule where status = 'active' or (status in ('failed', 'canceled') and reason is null)") + await CountAsync(rig, "select count(*) from rule_exit where state = 'running'");
        var byRule = await CountAsync(rig, "select count(distinct token_id) from trade_order where side = 'sell' and origin = 'rule' and matched_shares > 0");
        return new(tokens.Count, tokens.Count, doubled, (int)lost, await OrderCount.UnknownAsync(rig), watch.Elapsed) { Note = $"{tokens.Count} positions, {byRule} of them sold by the stop or by both" };
    }

    /// <param name="rig">The engine.</param>
    /// <param name="leader">The followed wallet.</param>
    /// <param name="token">What it sells, and what falls.</param>
    /// <param name="lead">Milliseconds by which the price is first; negative when the wallet is.</param>
    private static async Task FallAsync(EngineRig rig, string leader, SimulatorControl.Token token, int lead)
    {
        Task Sells() => rig.Venue.TradeAsync(leader, token.TokenId, "SELL", 10m, token.BestBid!.Value);
        Task Falls() => rig.Venue.PriceAsync(token.TokenId, token.BestBid!.Value * 0.6m);
        await (lead < 0 ? Sells() : Falls());
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Abs(lead)), TimeProvider.System, CancellationToken.None);
        await (lead < 0 ? Falls() : Sells());
        // Their sale may have moved the price up again; it has fallen all the same.
        await Falls();
    }

    private static async Task StopAsync(EngineRig rig, SimulatorControl.Token token)
    {
        var stop = new RuleTerms(RuleKind.StopLoss, ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), Price.Of(decimal.Round(token.BestBid!.Value * 0.8m, 3)), null, ExitAction.SellAll.Instance);
        Assert.IsType<RuleChange.Done>(await rig.Get<IRuleChanges>().CreateAsync(rig.Tenant, new([stop], "Question", "Yes"), CancellationToken.None));
    }

    private static async Task<long> CountAsync(EngineRig rig, string sql) => (await rig.Database.QueryAsync<long>(sql)).Single();
}
