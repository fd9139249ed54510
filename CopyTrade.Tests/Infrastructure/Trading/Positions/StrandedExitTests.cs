using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;
using CopyTrade.Tests.Infrastructure.Notifications;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Infrastructure.Trading.Positions;

/// <summary>A copied sale that ended and left shares: said on the position and told once, until nothing is left or something watches it.</summary>
public sealed class StrandedExitTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);
    private readonly Dictionary<TenantRef, WalletAddress> _followed = [];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Sale_WithoutABid_IsOnThePositionAndToldOnce()
    {
        await using var house = new NotificationHouse(database);
        var (tenant, sale) = await StrandAsync();
        await database.ExecuteAsync("update trade_order set finished_at = @at where id = @Id", new { sale.Id, at = house.Clock.GetUtcNow().AddSeconds(-5) });
        await house.LookAsync(tenant);
        Assert.DoesNotContain(await ToldAsync(house, tenant), one => one.Kind == NotificationKind.ExitStranded);   // something may come instead of it

        house.Clock.Advance(6);
        await house.LookAsync(tenant);
        await house.LookAsync(tenant);

        const string Says = "Their wallet sold; yours did not: no bid within 10 %. Close it by hand or set a stop.";
        var stranded = (await PositionAsync(tenant))!.Stranded!;
        Assert.Equal((sale.Id, StrandReason.NoBid, 0m, Says), (stranded.Order, stranded.Reason, stranded.Sold.Quantity, stranded.Words));
        var told = Assert.Single(await ToldAsync(house, tenant), one => one.Kind is NotificationKind.ExitStranded or NotificationKind.OrderFailed);
        Assert.Equal((Says, "/positions", NotificationSeverity.Critical), (told.Text, told.Link, told.Severity));
    }

    [Theory]
    [InlineData("rejected", "invalid_signature", false, StrandReason.Refused)]
    [InlineData("stale", null, true, StrandReason.HourFull)]
    [InlineData("stale", null, false, StrandReason.TooLate)]
    [InlineData("grant_expired", null, false, StrandReason.NotAllowed)]
    public async Task Sale_ThatEndedOtherwise_SaysWhy(string failure, string? error, bool isPutOff, StrandReason reason)
    {
        var (tenant, sale) = await StrandAsync();
        await database.ExecuteAsync("update trade_order set failure = @failure, venue_error = @error where id = @Id", new { sale.Id, failure, error });
        if (isPutOff) await database.ExecuteAsync("insert into order_event (billing_account_id, order_id, kind, at) values (@Tenant, @Id, 'put_off', now())", new { tenant.Tenant, sale.Id });

        Assert.Equal(reason, (await PositionAsync(tenant))!.Stranded!.Reason);
    }

    [Fact]
    public async Task Sale_AfterAnotherOneThatSoldTheRest_IsForgotten()
    {
        var (tenant, _) = await StrandAsync();
        var close = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "close", Side = OrderSide.Sell, Origin = OrderOrigin.Rule });
        Assert.Null((await PositionAsync(tenant))!.Stranded);   // its sale is on the way

        await RecordAsync(tenant, close);

        Assert.Null(await PositionAsync(tenant));
    }

    [Fact]
    public async Task Sale_TakenBackByHandOrGuardedByAStop_IsNotStranded()
    {
        var (byHand, sale) = await StrandAsync();
        await database.ExecuteAsync("update trade_order set status = 'canceled', failure = null, cancel_reason = 'by hand' where id = @Id", new { sale.Id });
        var (guarded, _) = await StrandAsync();
        await GuardAsync(guarded, sale.ConditionId, sale.TokenId);

        Assert.Null((await PositionAsync(byHand))!.Stranded);
        Assert.Null((await PositionAsync(guarded))!.Stranded);
    }

    [Fact]
    public async Task TheirSale_SeenTooLate_IsOnThePositionAndToldOnce()
    {
        await using var house = new NotificationHouse(database);
        using var mirror = new MirrorHouse(database);
        mirror.Clock.Advance(house.Clock.GetUtcNow().AddMinutes(-30) - mirror.Clock.GetUtcNow());
        var (tenant, token) = await HoldAsync(mirror);
        mirror.Clock.Advance(TimeSpan.FromMinutes(29.5));
        await SellAsync(mirror, tenant, token, minutesAgo: 12);
        await SellAsync(mirror, tenant, token, minutesAgo: 11);
        await house.LookAsync(tenant);
        house.Clock.Advance(60);
        await house.LookAsync(tenant);
        await house.LookAsync(tenant);

        const string Says = "Their wallet sold; yours did not: their sale was seen too late. Close it by hand or set a stop.";
        var stranded = (await PositionAsync(tenant))!.Stranded!;
        var skips = await database.QueryAsync<Guid>("select id from copy_decision where billing_account_id = @Tenant and reason = 'fill_too_old' order by decided_at, id", new { tenant.Tenant });
        Assert.Equal(2, skips.Count);
        Assert.Equal((null, StrandReason.SeenTooLate, 0m, Says), (stranded.Order, stranded.Reason, stranded.Sold.Quantity, stranded.Words));
        Assert.Contains(stranded.Skip!.Value, skips);
        var told = Assert.Single(await ToldAsync(house, tenant), one => one.Kind == NotificationKind.ExitStranded);
        Assert.Equal((Says, "/positions"), (told.Text, told.Link));
    }

    [Fact]
    public async Task TheirSale_SeenTooLate_IsForgottenOnceSomethingSellsOrGuards()
    {
        using var mirror = new MirrorHouse(database);
        var (sold, token) = await HoldAsync(mirror);
        mirror.Clock.Advance(TimeSpan.FromMinutes(29.5));
        await SellAsync(mirror, sold, token, minutesAgo: 12);
        Assert.NotNull((await PositionAsync(sold))!.Stranded);
        await SellAsync(mirror, sold, token, minutesAgo: 0);
        var (guarded, other) = await HoldAsync(mirror);
        mirror.Clock.Advance(TimeSpan.FromMinutes(29.5));
        await SellAsync(mirror, guarded, other, minutesAgo: 12);
        await GuardAsync(guarded, MirrorInputBuilder.Condition, other);

        Assert.Null((await PositionAsync(sold))!.Stranded);
        Assert.Null((await PositionAsync(guarded))!.Stranded);
    }

    private async Task<(TenantRef Tenant, TokenId Token)> HoldAsync(MirrorHouse mirror)
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await mirror.FollowAsync(wallet);
        _followed[tenant] = wallet;
        await mirror.SeeAsync(mirror.Trade(wallet, token: token));
        await mirror.RouteAllAsync();
        await mirror.ConfirmAsync(Assert.Single(await mirror.DecisionsAsync(tenant)).OrderId!.Value);
        return (tenant, token);
    }

    private async Task SellAsync(MirrorHouse mirror, TenantRef tenant, TokenId token, int minutesAgo)
    {
        await mirror.SeeAsync(mirror.Trade(_followed[tenant], OrderSide.Sell, token: token, secondsAgo: (60 * minutesAgo) + 2));
        await mirror.RouteAllAsync();
    }

    private Task GuardAsync(TenantRef tenant, ConditionId condition, TokenId token) => database.ExecuteAsync("""
        insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, trigger_price, source, max_slippage_percent, asks_first, status, created_at, changed_at)
        values (@Tenant, @Tenant, 'stop_loss', @condition, @token, 0.4, 'executable', 10, false, 'active', now(), now())
        """, new { tenant.Tenant, condition, token });

    private async Task<(TenantRef Tenant, OrderRow Sale)> StrandAsync()
    {
        var tenant = await _rig.SeedAsync(perOrder: 100m);
        await RecordAsync(tenant, await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy" }));
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.NoMatch, "no orders found to match with FAK order"));
        var sale = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell, TimeInForce = TimeInForce.Fak });
        Assert.Equal("rejected", sale.Failure);
        return (tenant, sale);
    }

    private async Task<PositionRow?> PositionAsync(TenantRef tenant) => (await new PositionsQuery(database.Scopes, new PassedOverExits()).ListAsync(tenant, includeClosed: false, default)).SingleOrDefault();

    private static async Task<IReadOnlyList<Notification>> ToldAsync(NotificationHouse house, TenantRef tenant) => (await house.Query.InboxAsync(tenant, withCopies: false, 100, default)).Items;

    private Task RecordAsync(TenantRef tenant, OrderRow order) => _rig.Recorder.RecordAsync(tenant, [new VenueTrade(
        order.Id.ToString(), order.VenueOrderId!, order.ConditionId, order.TokenId, order.IsSell ? OrderSide.Sell : OrderSide.Buy, Shares.Of(10m), Price.Of(0.50m), null, IsTaker: true, Confirmed, null, OrderIntentBuilder.Now)]);
}
