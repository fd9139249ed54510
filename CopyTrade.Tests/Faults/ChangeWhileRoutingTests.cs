using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Faults;

/// <summary>F19: a mind is changed after a fill was judged and before its order is written, or after that and before it is sent. The last committed state wins.</summary>
public sealed class ChangeWhileRoutingTests
{
    [Theory]
    [InlineData(CrashPoint.BeforeInsert, "unfollow"), InlineData(CrashPoint.BeforeInsert, "halt"), InlineData(CrashPoint.AfterInsert, "revoke")]
    public async Task Order_OfATargetOrTraderWhoStoppedMeanwhile_IsNotSent(CrashPoint moment, string stop)
    {
        // Nobody else finds the order in the ledger while whoever wrote it waits for the change.
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Observation:DrainSeconds"] = "0.3", ["Trading:SweepSeconds"] = "60" });
        var leader = EngineRig.Leader(1900 + ((int)moment * 10) + stop.Length);
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        Func<Task>? change = null;
        var meddling = new Meddling(moment, () => change!());
        await rig.RunAsync(services => services.AddSingleton<ICrashPoints>(meddling));
        var target = (await rig.Database.QueryAsync<Guid>("select id from copy_target")).Single();
        change = stop switch
        {
            "unfollow" => async () => Assert.IsType<TargetChange.Done>(await rig.Get<ITargetChanges>().RemoveAsync(rig.Tenant, new TargetRowId(target), default)),
            "halt" => () => rig.Get<ITradingSwitch>().SetAsync(rig.Tenant, rig.Tenant.Owner, HaltKind.Halt, null, default),
            _ => () => rig.Database.ExecuteAsync("update wallet_grant set revoked_at = now() where billing_account_id = @Tenant", new { rig.Tenant.Tenant }),
        };

        var token = (await rig.TokensAsync())[0];
        await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        // Decided, and its order ended without ever being at the venue.
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<string>("select status from trade_order")).SingleOrDefault() is "canceled" or "error");
        await meddling.Change!;
        Assert.Empty(await rig.Venue.OrdersAsync());
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Rule_ChangedWhileAFillIsJudged_CountsForTheNextAndNotHalfForThis()
    {
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Observation:DrainSeconds"] = "0.3" });
        var leader = EngineRig.Leader(1990);
        await rig.FollowAsync(leader, new SizingPolicy.Fixed(Usdc.Of(5m)));
        await rig.PauseAsync();
        Func<Task>? change = null;
        var meddling = new Meddling(CrashPoint.BeforeInsert, () => change!());
        await rig.RunAsync(services => services.AddSingleton<ICrashPoints>(meddling));
        var target = (await rig.Database.QueryAsync<Guid>("select id from copy_target")).Single();
        change = async () => Assert.IsType<TargetChange.Done>(await rig.Get<ITargetChanges>().UpdateAsync(rig.Tenant, new TargetRowId(target), new TargetEdit(Sizing: new SizingPolicy.Fixed(Usdc.Of(10m))), default));

        var tokens = await rig.TokensAsync();
        await rig.Venue.TradeAsync(leader, tokens[0].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[0]));
        await rig.SettledAsync(1, TimeSpan.FromSeconds(60));
        await meddling.Change!;
        await rig.Venue.TradeAsync(leader, tokens[1].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[1]));
        await rig.SettledAsync(2, TimeSpan.FromSeconds(60));

        // What was judged first was written first: the change waited for it.
        var spent = await rig.Database.QueryAsync<decimal>("select notional from trade_order order by created_at");
        Assert.InRange(spent[0], 4m, 5m);
        Assert.InRange(spent[1], 9m, 10m);
        await Invariants.CheckAsync(rig);
    }

    /// <summary>
    /// The first time that the moment comes, the change begins; the engine goes on when it is committed, or after a while when the change waits
    /// for the engine. With its order written the engine waits for the change once more: it is about what is committed before anything is sent.
    /// </summary>
    private sealed class Meddling(CrashPoint moment, Func<Task> change) : ICrashPoints
    {
        private int _begun;

        public Task? Change { get; private set; }

        public void Reach(CrashPoint point)
        {
            if (point == moment && Interlocked.Exchange(ref _begun, 1) == 0)
            {
                Change = Task.Run(change);
                Task.WaitAny([Change], TimeSpan.FromMilliseconds(400));
            }

            if (point == CrashPoint.AfterInsert && Change is { } begun) Task.WaitAny([begun], Wait.Limit);
        }
    }
}
