using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading.Settlement;

/// <summary>What is asked of the venue about own trades: nothing is forgotten, and it does not grow.</summary>
public sealed class SettlementPollerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Cancel_WhileNobodySaysWhatMatched_TheTradeIsFoundAfterwards(bool wasGone)
    {
        var (tenant, order) = await OpenAsync();
        if (wasGone) _rig.Venue.Match(order.VenueOrderId!, VenueOrderStatus.Matched, 4m);
        _rig.Venue.LookupsFail = true;
        _rig.Venue.Trades.Add(Trade(order, 4m));
        await RequestCancelAsync(order);

        await _rig.Cancels(tenant).RunAsync([tenant], CancellationToken.None);
        // What the venue took back itself is over. What was gone before is not, until somebody says how it went.
        Assert.Equal(wasGone ? "open" : "canceled", (await _rig.ReadAsync(order.Id)).Status);
        _rig.Clock.Advance(5);
        using var poller = _rig.Poller([tenant]);
        await poller.PollAsync([tenant], CancellationToken.None);

        Assert.Equal([4m], await LotsAsync(tenant));
    }

    [Fact]
    public async Task Lost_OrderThatTheVenueForgot_ItsTradesAreAskedForOnceMore()
    {
        var (tenant, order) = await OpenAsync();
        _rig.Venue.Lose(order.VenueOrderId!);
        _rig.Clock.Advance(901);
        var reconciler = new OrderReconciler(
            _rig.Store, () => [tenant], _rig.Venue, _rig.Venue, _rig.Outcomes, new VenueSettings(VenueMode.Demo), Options.Create(new TradingOptions()), _rig.Clock, NullLogger<OrderReconciler>.Instance);
        await reconciler.RunAsync(CancellationToken.None);
        _rig.Venue.Trades.Add(Trade(order, 10m));
        _rig.Clock.Advance(5);

        using var poller = _rig.Poller([tenant]);
        await poller.PollAsync([tenant], CancellationToken.None);

        Assert.Equal([10m], await LotsAsync(tenant));
    }

    [Fact]
    public async Task Poll_ExitThatRestedForADay_FindsTheMatchWhoseMessageWasLost()
    {
        var (tenant, buy) = await OpenAsync();
        await _rig.Recorder.RecordAsync(tenant, [Trade(buy, 10m)]);
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        _rig.Clock.Advance(25 * 3600);

        await _rig.Outcomes.RecordAsync(tenant, new VenueOrderUpdate(sell.VenueOrderId!, VenueOrderStatus.Matched, Shares.Of(10m), null));
        _rig.Venue.Trades.Add(Trade(sell, 10m));
        using var poller = _rig.Poller([tenant]);
        await poller.PollAsync([tenant], CancellationToken.None);

        Assert.Equal([10m], await database.QueryAsync<decimal>("select shares from lot_close where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Poll_AfterAnOrderEnded_LooksFiveTimesAndRests_AlsoForWhoSlept()
    {
        var (tenant, order) = await OpenAsync();
        await _rig.Outcomes.RecordAsync(tenant, new VenueOrderUpdate(order.VenueOrderId!, VenueOrderStatus.Canceled, Shares.Zero, null));
        IReadOnlyList<TenantRef> all = [tenant];
        using var business = new OpenBusiness(database.Scopes, () => all, new Silence(), _rig.Clock);
        using var poller = _rig.Poller(all);
        var (looks, busy) = (0, 0);

        for (var n = 0; n < 210; n++)
        {
            _rig.Clock.Advance(5);
            var found = await business.TenantsAsync(CancellationToken.None);
            busy += found.Count;
            looks += await poller.PollAsync(found, CancellationToken.None);
        }

        Assert.Equal((5, 5), (looks, busy));
        // A host that was down all the while after another order still asks.
        var other = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "other", ValidUntil = OrderIntentBuilder.Now.AddHours(1) });
        await _rig.Outcomes.RecordAsync(tenant, new VenueOrderUpdate(other.VenueOrderId!, VenueOrderStatus.Canceled, Shares.Zero, null));
        _rig.Clock.Advance(3 * 86_400);
        _rig.Venue.Trades.Add(Trade(other, 3m) with { MatchedAt = OrderIntentBuilder.Now.AddSeconds(1050) });
        Assert.Equal(1, await poller.PollAsync(await business.TenantsAsync(CancellationToken.None), CancellationToken.None));
        Assert.Equal([3m], await LotsAsync(tenant));
    }

    [Fact]
    public async Task Poll_GoesOnWhereItEnded_AndAsksForAnOldTradeByItsId()
    {
        var (tenant, resting) = await OpenAsync();
        var stuck = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "stuck" });
        await _rig.Recorder.RecordAsync(tenant, [Trade(stuck, 10m) with { Status = SettlementStatus.Matched }]);
        using var poller = _rig.Poller([tenant]);
        await poller.PollAsync([tenant], CancellationToken.None);
        _rig.Clock.Advance(30 * 86_400);
        await poller.PollAsync([tenant], CancellationToken.None);
        _rig.Venue.Trades.Add(Trade(stuck, 10m) with { MatchedAt = OrderIntentBuilder.Now });
        _rig.Clock.Advance(60);

        await poller.PollAsync([tenant], CancellationToken.None);

        Assert.Equal("open", (await _rig.ReadAsync(resting.Id)).Status);
        Assert.Equal(_rig.Clock.GetUtcNow().AddMinutes(-16), _rig.Venue.AskedSince[^1]);
        Assert.Equal("t-" + stuck.Id, _rig.Venue.AskedFor[^1]);
        Assert.Equal([10m], await LotsAsync(tenant));
    }

    [Fact]
    public async Task Poll_TradeThatCannotBeRecorded_IsAskedForAgain()
    {
        var (tenant, order) = await OpenAsync();
        _rig.Venue.Trades.Add(Trade(order, 10m) with { TradeId = "impossible \0" });
        using var poller = _rig.Poller([tenant]);

        await poller.PollAsync([tenant], CancellationToken.None);

        Assert.Equal(DateTimeOffset.UnixEpoch, await ReadToAsync(tenant));
        _rig.Venue.Trades[0] = Trade(order, 10m);
        _rig.Clock.Advance(5);
        await poller.PollAsync([tenant], CancellationToken.None);
        Assert.Equal([10m], await LotsAsync(tenant));
        Assert.Equal(_rig.Clock.GetUtcNow().AddMinutes(-15), await ReadToAsync(tenant));
    }

    [Fact]
    public async Task Record_AThousandKnownTradesAndOneThatMoved_TakesOneSession()
    {
        var (tenant, order) = await OpenAsync();
        await _rig.Recorder.RecordAsync(tenant, [Trade(order, 10m) with { Status = SettlementStatus.Matched }]);
        await database.ExecuteAsync("""
            with old as (
              insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional, tick_size, time_in_force, valid_until, mode, status,
                                       created_at, connection_id, authorised_at, signed_body, venue_order_id, submitted_at, accepted_at, finished_at, matched_shares)
              select gen_random_uuid(), o.billing_account_id, '0x' || md5(@Tenant::text || n) || md5(n::text), o.origin, o.book, o.condition_id, o.token_id, o.neg_risk, o.side, o.limit_price, o.shares, o.notional, o.tick_size, 'fak',
                     o.valid_until, o.mode, 'filled', o.created_at, o.connection_id, o.authorised_at, o.signed_body, '0x' || md5(n::text) || md5(@Tenant::text || n), o.submitted_at, o.accepted_at, @now, 10
                from trade_order o, generate_series(1, 1000) n where o.id = @Id
              returning id, billing_account_id, venue_order_id)
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
            select id, billing_account_id, id, 'old-' || venue_order_id, 10, 0.5, 0, true, 'confirmed', @now, @now from old
            """, new { tenant.Tenant, order.Id, now = _rig.Clock.GetUtcNow() });
        var ids = await database.QueryAsync<string>("select venue_order_id from trade_order where billing_account_id = @Tenant and status = 'filled'", new { tenant.Tenant });
        var store = new CountingStore(_rig.Store);
        var recorder = new SettlementRecorder(store, new OwnFees(_rig.Venue), _rig.Readiness, _rig.Clock, NullLogger<SettlementRecorder>.Instance);
        var known = ids.Where(id => id != order.VenueOrderId!.Value).Select(id => Trade(order, 10m) with { OrderId = VenueOrderId.Parse(id), TradeId = "old-" + id }).ToList();

        Assert.True(await recorder.RecordAsync(tenant, [.. known, Trade(order, 10m), Trade(order, 1m) with { OrderId = VenueOrderId.Parse("0x" + new string('9', 64)) }]));

        Assert.Equal((1000, 1), (known.Count, store.Sessions));
        Assert.Equal([10m], await LotsAsync(tenant));
    }

    [Fact]
    public async Task Rounds_WalletThatTheVenueIsSlowWith_HoldsUpNobodyElse()
    {
        var (slow, _) = await OpenAsync();
        var (quick, _) = await OpenAsync();
        var (answer, again) = (new TaskCompletionSource(), new TaskCompletionSource());
        var asked = 0;
        _rig.Venue.BeforeTrades = async () =>
        {
            switch (Interlocked.Increment(ref asked))
            {
                case 1: await answer.Task; break;
                case 2: _rig.Clock.Advance(5); break;
                case 3: again.TrySetResult(); break;
            }
        };
        using var poller = _rig.Poller([slow, quick]);

        await poller.StartAsync(CancellationToken.None);
        await again.Task.WaitAsync(Wait.Limit);

        answer.SetResult();
        await poller.StopAsync(CancellationToken.None);
    }

    private async Task<(TenantRef Tenant, OrderRow Order)> OpenAsync()
    {
        var tenant = await _rig.SeedAsync();
        return (tenant, await _rig.PlaceAsync(tenant, new OrderIntentBuilder()));
    }

    private Task RequestCancelAsync(OrderRow order) =>
        database.ExecuteAsync("update trade_order set cancel_requested_at = @now, cancel_reason = 'test' where id = @Id", new { order.Id, now = _rig.Clock.GetUtcNow() });

    private VenueTrade Trade(OrderRow order, decimal shares) => new(
        "t-" + order.Id, order.VenueOrderId!, order.ConditionId, order.TokenId, order.IsSell ? OrderSide.Sell : OrderSide.Buy, Shares.Of(shares), Price.Of(0.50m), null, IsTaker: true,
        SettlementStatus.Confirmed, null, _rig.Clock.GetUtcNow());

    private Task<IReadOnlyList<decimal>> LotsAsync(TenantRef tenant) => database.QueryAsync<decimal>("select shares from lot where billing_account_id = @Tenant", new { tenant.Tenant });

    private async Task<DateTimeOffset> ReadToAsync(TenantRef tenant) =>
        (await database.QueryAsync<DateTimeOffset>("select trades_read_to from wallet_connection where billing_account_id = @Tenant", new { tenant.Tenant }))[0];

    private sealed class Silence : IChangeFeed, IDisposable
    {
        public IDisposable Subscribe(Action<Change> handler) => this;

        public void Dispose()
        {
        }
    }

    private sealed class CountingStore(IOrderStore store) : IOrderStore
    {
        public int Sessions { get; private set; }

        public Task<IOrderSession> BeginAsync(TenantRef tenant, CancellationToken ct)
        {
            Sessions++;
            return store.BeginAsync(tenant, ct);
        }

        public Task<IReadOnlyDictionary<(VenueOrderId Order, string TradeId), SettlementStatus?>> FindMatchesAsync(TenantRef tenant, IReadOnlyCollection<VenueTrade> trades, CancellationToken ct) =>
            store.FindMatchesAsync(tenant, trades, ct);

        public Task<IReadOnlyList<QueuedOrder>> FindWaitingAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, TimeSpan exitPatience, int limit, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindUnknownAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset abandoned, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<OrderRow>> FindUnfinishedAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset givenUpSince, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<OrderRow>> FindSpentAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset before, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindHeldBackAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<OrderRow>> FindToCancelAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, CancellationToken ct) => throw new NotSupportedException();

        public Task<int> ExpireRestingAsync(IReadOnlyCollection<TenantRef> tenants, string reason, DateTimeOffset now, CancellationToken ct) => throw new NotSupportedException();
    }
}
