using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

/// <summary>What of a wallet's balance is free to be spent.</summary>
public sealed class FreeCollateralTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    // What is in a block was in the balance that was read after it; what is only matched may be in it still.
    [Theory, InlineData("filled", 0, "matched", 10), InlineData("filled", 40, "mined", 50), InlineData("filled", 40, "matched", 10), InlineData("partial", 0, "matched", 10), InlineData("canceled", 0, "matched", 10)]
    public async Task Shares_MatchedAndNotYetReportedTradeByTrade_AreSpent(string status, decimal reported, string settlement, decimal free)
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.Fixed(Usdc.Of(5m)));
        var now = _house.Clock.GetUtcNow();
        await database.ExecuteAsync("""
            insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                     tick_size, time_in_force, valid_until, mode, status, created_at, authorised_at, accepted_at, matched_shares, finished_at)
            values (@Tenant, @Tenant, @key, 'manual', 'by hand', @key, '1', false, 'buy', 0.9, 100, 90, 0.01, 'gtc', @later, 'demo', @status, @later, @later, @later, 100,
                    case when @status = 'partial' then null else @later end);
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
            select gen_random_uuid(), @Tenant, @Tenant, 'one', @reported / 0.9, 0.9, 0, true, @settlement, @before, @before where @reported > 0
            """, new { tenant.Tenant, key = "0x" + new string('e', 64), status, reported, settlement, later = now.AddSeconds(1), before = now.AddSeconds(-1) });

        await _house.SeeAsync(_house.Trade(wallet));
        await _house.Router.RouteAsync(default);

        var input = DomainJson.Read<MirrorInput>((await database.QueryAsync<string>("select input::text from copy_decision where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
        Assert.Equal(free, decimal.Round(input.Snapshot.FreeCollateral!.Value.Amount, 2));
    }
}
