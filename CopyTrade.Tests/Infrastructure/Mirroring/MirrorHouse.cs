using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

/// <summary>Observation, targets and mirroring on a real database, without loops: tests take each step themselves.</summary>
internal sealed class MirrorHouse : IDisposable
{
    private static int _wallets;
    private readonly DatabaseFixture _database;

    public MirrorHouse(DatabaseFixture database)
    {
        _database = database;
        Tenants = new TenantEnumerator(database.Databases, new SilentChanges(), Clock, NullLogger<TenantEnumerator>.Instance);
        Queue = new OrderQueue(Options.Create(new TradingOptions()));
        Store = new FillStore(database.Databases, new RecentFills(), Signal, Clock);
        Router = NewRouter();
        Targets = new TargetChanges(database.Scopes, Clock);
        Activity = new ActivityQuery(database.Scopes);
    }

    public ManualClock Clock { get; } = new(MirrorInputBuilder.Now);

    public FillSignal Signal { get; } = new();

    public CountedCrashPoints Crash { get; } = new();

    public FixedMarkets Markets { get; } = new();

    public FixedBooks Books { get; } = new();

    public TenantEnumerator Tenants { get; }

    public OrderQueue Queue { get; }

    public FillStore Store { get; }

    public FillRouter Router { get; }

    public TargetChanges Targets { get; }

    public ActivityQuery Activity { get; }

    public static WalletAddress NewWallet() => WalletAddress.Parse($"0x{Interlocked.Increment(ref _wallets):x40}");

    public static TransactionHash NewTransaction() => TransactionHash.Parse("0x" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N"));

    public static TokenId NewToken() => TokenId.Parse("1" + string.Concat(Guid.NewGuid().ToByteArray().Select(b => b.ToString("000", null))));

    public FillRouter NewRouter(ILogger<FillRouter>? logger = null) => new(
        new PostgresMirrorStore(_database.Databases, _database.Scopes, Tenants), new MarketLookup(Markets, NullLogger<MarketLookup>.Instance), new BookLookup(Books, Clock, NullLogger<BookLookup>.Instance), Queue, Crash, new VenueSettings(VenueMode.Demo),
        Options.Create(new MirroringOptions()), Clock, logger ?? NullLogger<FillRouter>.Instance);

    /// <summary>A tenant with a wallet of 100 dollars that follows <paramref name="wallet"/>.</summary>
    public async Task<(TenantRef Tenant, CopyTarget Target)> FollowAsync(WalletAddress wallet, SizingPolicy? sizing = null, TenantRef? tenant = null, decimal max = 50m, DateTimeOffset? since = null)
    {
        if (tenant is null)
        {
            tenant = await _database.SeedTenantAsync();
            await _database.ExecuteAsync(
                """
                insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, collateral_balance, balance_at)
                values (gen_random_uuid(), @Tenant, @signer, @signer, 0, @now, @now, 100, @now)
                """, new { tenant.Tenant, signer = NewWallet(), now = Clock.GetUtcNow() });
        }

        var done = Assert.IsType<TargetChange.Done>(await Targets.AddAsync(tenant, wallet.Value, null, sizing ?? new SizingPolicy.MinBet(), Usdc.Of(max), 75, default));
        await _database.ExecuteAsync("update copy_target set created_at = @at where id = @Id", new { at = since ?? Clock.GetUtcNow().AddHours(-1), done.Target.Id });
        await Tenants.RefreshAsync(default);
        return (tenant, done.Target);
    }

    public WalletTrade Trade(WalletAddress wallet, OrderSide side = OrderSide.Buy, decimal shares = 100m, decimal price = 0.62m, TokenId? token = null, TransactionHash? transaction = null, int secondsAgo = 3) => new(
        wallet, transaction ?? NewTransaction(), MirrorInputBuilder.Condition, token ?? NewToken(), side, Shares.Of(shares), Price.Of(price),
        Clock.GetUtcNow().ToUnixTimeSeconds() - secondsAgo, "Will it rain?", "Yes", "quiet.harbor");

    public Task<int> SeeAsync(params WalletTrade[] answer) => Store.StoreAsync(FillAggregator.Group(answer), "wallet-drain", default);

    public PolicyPreviewer NewPreviewer() => new(_database.Scopes, new MarketLookup(Markets, NullLogger<MarketLookup>.Instance), Options.Create(new MirroringOptions()));

    /// <summary>Sets a target's own rules.</summary>
    public async Task RuleAsync(TenantRef tenant, CopyTarget target, CopyRules rules, SizingPolicy? sizing = null) =>
        Assert.IsType<TargetChange.Done>(await Targets.UpdateAsync(tenant, target.Id, new TargetEdit(Sizing: sizing, Rules: rules), default));

    /// <summary>What the wallet held before a fill, as observation writes it down.</summary>
    public Task HeldBeforeAsync(WalletTrade trade, params (TokenId Token, decimal Shares, decimal? Cost)[] held) => _database.ExecuteAsync(
        """
        insert into wallet_holding_move (fill_id, wallet, shares, notional, before)
        select fill_id, wallet, shares, shares * price, @before::jsonb from observed_fill where transaction_hash = @Transaction
            on conflict (fill_id) do update set before = excluded.before
        """, new { trade.Transaction, before = System.Text.Json.JsonSerializer.Serialize(held.Select(row => new { t = row.Token.Value, s = row.Shares, c = row.Cost })) });

    public Task MeasureAsync(WalletAddress wallet, decimal p50, decimal p75, decimal p90, decimal p95, decimal p99) => _database.ExecuteAsync(
        "insert into wallet_statistic (wallet, captured_at, window_days, sample_size, p50, p75, p90, p95, p99) values (@wallet, @now, 30, 100, @p50, @p75, @p90, @p95, @p99)",
        new { wallet, now = Clock.GetUtcNow(), p50, p75, p90, p95, p99 });

    public async Task RouteAllAsync()
    {
        while ((await Router.RouteAsync(default)).Routed > 0)
        {
        }
    }

    public Task<IReadOnlyList<DecisionFact>> DecisionsAsync(TenantRef tenant) => _database.QueryAsync<DecisionFact>(
        """
        select d.fill_id, d.outcome, d.reason, d.branch, d.order_id, d.input::text as input, d.copy_target_id as target, o.side, o.shares, o.limit_price, o.status, o.idempotency_key
          from copy_decision d left join trade_order o on o.id = d.order_id where d.billing_account_id = @Tenant order by d.decided_at, d.fill_id
        """, new { tenant.Tenant });

    /// <summary>Makes an order filled and settled, as trading would.</summary>
    public async Task ConfirmAsync(Guid order) => await _database.ExecuteAsync(
        """
        update trade_order set status = 'filled', matched_shares = shares, authorised_at = created_at, accepted_at = created_at, finished_at = created_at where id = @order;
        with f as (
          insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, is_taker, settlement, matched_at, settled_at, updated_at)
          select gen_random_uuid(), billing_account_id, id, 'trade', shares, limit_price, true, 'confirmed', created_at, created_at, created_at from trade_order where id = @order
          returning id, billing_account_id, shares, price, order_id, matched_at)
        insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
        select gen_random_uuid(), f.billing_account_id, f.id, o.book, o.condition_id, o.token_id, f.shares, f.shares, f.price, f.shares * f.price, f.matched_at
          from f join trade_order o on o.id = f.order_id;
        """, new { order });

    public void Dispose()
    {
        Tenants.Dispose();
        Queue.Dispose();
        Signal.Dispose();
    }

    internal sealed class DecisionFact
    {
        public required string FillId { get; init; }

        public required string Outcome { get; init; }

        public required string Reason { get; init; }

        public required string Branch { get; init; }

        public Guid? OrderId { get; init; }

        public required string Input { get; init; }

        public Guid Target { get; init; }

        public string? Side { get; init; }

        public decimal? Shares { get; init; }

        public decimal? LimitPrice { get; init; }

        public string? Status { get; init; }

        public string? IdempotencyKey { get; init; }
    }
}
