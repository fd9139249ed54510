using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Targets.Leaving;

namespace CopyTrade.Tests.Faults;

/// <summary>R0.57 on the real engine: a wallet that is left by a date.</summary>
public sealed class TargetExitEngineTests
{
    [Fact]
    public async Task Target_LeftByADate_TakesNothingNewFollowsItsExitsAndThenIsSoldAndUnfollowed()
    {
        await using var rig = await EngineRig.StartAsync();
        var (left, stays) = (EngineRig.Leader(931), EngineRig.Leader(932));
        await rig.FollowAsync(left);
        await rig.FollowAsync(stays);
        var tokens = (await rig.TokensAsync()).Take(3).ToList();
        await BuyAsync(rig, left, tokens[0]);
        await BuyAsync(rig, left, tokens[1]);
        await BuyAsync(rig, stays, tokens[2]);
        await LotsAsync(rig, 3);
        var target = (await rig.Get<ITargetsQuery>().ListAsync(rig.Tenant, default)).Single(card => card.Target.Wallet == WalletAddress.Parse(left)).Target;
        var book = MirrorKeys.BookOf(target.Key);

        Assert.IsType<TargetExitChange.Done>(await rig.Get<ITargetExits>().BeginAsync(rig.Tenant, target.Id, TimeProvider.System.GetUtcNow().AddDays(3), default));

        // Its entry is refused, its exit is copied, and nothing else is sold before the time.
        await BuyAsync(rig, left, tokens[2]);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<string>("select failure from trade_order where book = @book and status = 'error'", new { book })).Contains("halted"));
        var now = (await rig.Venue.TokensAsync()).First(one => one.TokenId == tokens[0].TokenId);
        await rig.Venue.TradeAsync(left, now.TokenId, "SELL", 10m, now.BestBid!.Value - (2 * now.Tick));
        await rig.Venue.PriceAsync(now.TokenId, now.BestBid!.Value);
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => await HeldAsync(rig, book, tokens[0]) == 0m);
        Assert.Equal(0, (await rig.Get<TargetExitJob>().RunAsync([rig.Tenant], default)).Seen);
        Assert.True(await HeldAsync(rig, book, tokens[1]) > 0m);

        // Its time comes: the rest of its own book is sold by one rule, and it is followed no more.
        await rig.Database.ExecuteAsync("update target_exit set until = now() - interval '1 second'");
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        {
            await rig.Get<TargetExitJob>().RunAsync([rig.Tenant], default);
            return (await rig.Database.QueryAsync<string>("select state from target_exit")).Single() == "done";
        });
        Assert.Equal(0m, await HeldAsync(rig, book, tokens[1]));
        Assert.True((await rig.Database.QueryAsync<decimal>("select coalesce(sum(remaining), 0) from lot where book <> @book", new { book })).Single() > 0m);
        Assert.Equal([tokens[1].TokenId], await rig.Database.QueryAsync<string>("select token_id from target_exit_sale"));
        Assert.Equal(["mirror", "rule"], await rig.Database.QueryAsync<string>("select distinct origin from trade_order where book = @book and side = 'sell' and matched_shares > 0 order by 1", new { book }));
        Assert.NotNull((await rig.Get<ITargetsQuery>().FindAsync(rig.Tenant, target.Id, default))!.DisabledAt);
        Assert.Empty(await rig.Get<ITradingSwitch>().ListAsync(rig.Tenant, default));
        await Invariants.CheckAsync(rig);
    }

    private static async Task BuyAsync(EngineRig rig, string leader, SimulatorControl.Token token)
    {
        var now = (await rig.Venue.TokensAsync()).First(one => one.TokenId == token.TokenId);
        await rig.Venue.TradeAsync(leader, now.TokenId, "BUY", 10m, EngineRig.Marketable(now));
    }

    private static Task LotsAsync(EngineRig rig, int books) => Rig.UntilAsync(TimeSpan.FromSeconds(25), async () =>
        (await rig.Database.QueryAsync<long>("select count(*) from (select distinct book, token_id from lot) t")).Single() >= books);

    private static async Task<decimal> HeldAsync(EngineRig rig, string book, SimulatorControl.Token token) =>
        (await rig.Database.QueryAsync<decimal>("select coalesce(sum(remaining), 0) from lot where book = @book and token_id = @TokenId", new { book, token.TokenId })).Single();
}
