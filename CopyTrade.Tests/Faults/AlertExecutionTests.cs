using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Alerts;

namespace CopyTrade.Tests.Faults;

/// <summary>Alerts that trade, on the real engine: what the venue received, and that it received it once (R4.18, F17).</summary>
public sealed class AlertExecutionTests
{
    [Fact]
    public async Task Alerts_BuyAndSell_AreExecutedOnceEvenWhenTheirJobsRunAgain()
    {
        await using var rig = await EngineRig.StartAsync();
        var token = (await rig.TokensAsync())[0];

        var bought = await SendAsync(rig, "buy", $$"""{"marketId":"{{token.ConditionId}}","tokenId":"{{token.TokenId}}","side":"BUY","usdc":5,"maxSlippagePercent":20}""");
        await EndedAsync(rig, bought, AlertStatus.Processed);
        // A worker that died after its order was placed: the job comes back as if nothing had been written of its end.
        await rig.Database.ExecuteAsync("update harness_job set status = 'pending', ended_at = null, next_at = now() where alert_id = @bought; update alert set status = 'queued', decided_at = null where id = @bought", new { bought });
        await EndedAsync(rig, bought, AlertStatus.Processed);

        Assert.Single(await rig.Venue.OrdersAsync(), order => order is { Accepted: true, Side: "BUY" });
        var execution = Assert.Single(await ExecutionsAsync(rig, bought));
        Assert.Equal((ExecutionStatus.Confirmed, true, true), (execution.Status, execution.TransactionHash is not null, execution.Response is not null));
        var held = (await rig.Database.QueryAsync<decimal>("select sum(remaining) from lot where book = 'alert:test'")).Single();

        var sold = await SendAsync(rig, "sell", $$"""{"marketId":"{{token.ConditionId}}","tokenId":"{{token.TokenId}}","side":"SELL","maxSlippagePercent":50}""");
        await EndedAsync(rig, sold, AlertStatus.Processed);
        // Orders are in hundredths of a share; less than one may stay.
        Assert.InRange(held - (await rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).Sum(order => order.MatchedSize), 0m, 0.0099m);

        var again = await SendAsync(rig, "sell again", $$"""{"marketId":"{{token.ConditionId}}","tokenId":"{{token.TokenId}}","side":"SELL"}""");
        await EndedAsync(rig, again, AlertStatus.Failed);
        Assert.Equal("Nothing of it is held that could be sold now.", Assert.Single(await ExecutionsAsync(rig, again)).Error);
    }

    [Fact]
    public async Task Alert_ThatTheAuthoriserDenies_FailsWithItsReasonAndIsNotTriedAgain()
    {
        await using var rig = await EngineRig.StartAsync();
        var token = (await rig.TokensAsync())[0];

        var alert = await SendAsync(rig, "too large", $$"""{"marketId":"{{token.ConditionId}}","tokenId":"{{token.TokenId}}","side":"BUY","usdc":900000,"maxSlippagePercent":100}""");
        await EndedAsync(rig, alert, AlertStatus.Failed);

        var job = Assert.Single(await rig.Get<IHarness>().ListAsync(rig.Tenant, null, alert, null, 10, CancellationToken.None));
        Assert.Equal((JobStatus.Failed, 1), (job.Status, job.Attempts));
        Assert.DoesNotContain(await rig.Venue.OrdersAsync(), order => order.Accepted);
    }

    private static async Task<Guid> SendAsync(EngineRig rig, string key, string payload) =>
        Assert.IsType<AlertReceipt.Stored>(await rig.Get<AlertIntake>().AcceptAsync(rig.Tenant, new NewAlert("test", "order", AlertMode.ExecuteTxn, key, payload), CancellationToken.None)).Alert.Id;

    private static async Task EndedAsync(EngineRig rig, Guid alert, AlertStatus status)
    {
        try
        {
            await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Get<IAlertsQuery>().FindAsync(rig.Tenant, alert, CancellationToken.None))!.Status == status);
        }
        catch (TimeoutException e)
        {
            var jobs = await rig.Get<IHarness>().ListAsync(rig.Tenant, null, alert, null, 10, CancellationToken.None);
            throw new TimeoutException($"{e.Message} {string.Join('\n', [.. jobs, .. await ExecutionsAsync(rig, alert)])}\n{string.Join('\n', await rig.Database.QueryAsync<string>("select o.status || ' matched ' || o.matched_shares || coalesce((select ' fills ' || string_agg(f.shares || ' ' || f.settlement, ', ') from order_fill f where f.order_id = o.id), '') from trade_order o"))}", e);
        }
    }

    private static Task<IReadOnlyList<Execution>> ExecutionsAsync(EngineRig rig, Guid alert) => rig.Get<IExecutionsQuery>().ListAsync(rig.Tenant, alert, null, null, 10, CancellationToken.None);
}
