using System.Collections.Concurrent;
using System.Threading.Channels;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>The rules' own loops on a real database, on one host or several that all judge, with books that a test moves. Orders are written and go nowhere.</summary>
internal sealed class RuleStage : IAsyncDisposable
{
    private volatile TenantRef[] _tenants = [];
    private readonly List<(IHost Host, Books Books)> _hosts = [];
    private IReadOnlyDictionary<string, string?> _settings = new Dictionary<string, string?>();

    private RuleStage(DatabaseFixture database) => Database = database;

    public DatabaseFixture Database { get; }

    /// <summary>A database of its own.</summary>
    public static async Task<RuleStage> OpenAsync()
    {
        var database = new DatabaseFixture();
        await database.InitializeAsync();
        return new(database);
    }

    public static TokenId Token(int number) => TokenId.Parse((number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static ConditionId Condition(int number) => ConditionId.Parse($"0x{number + 1:x64}");

    /// <summary>Starts hosts that all judge: worse than it can be with a lease.</summary>
    public async Task StartAsync(int hosts, IReadOnlyDictionary<string, string?>? settings = null)
    {
        _settings = settings ?? new Dictionary<string, string?>();
        for (var n = 0; n < hosts; n++) _hosts.Add(await StartOneAsync());
    }

    /// <summary>The last host stops, and another one takes its place. Answers how many rules the new one read first, and how long after its start.</summary>
    public async Task<(int Rules, TimeSpan After)> ReplaceAsync()
    {
        var (host, books) = _hosts[^1];
        await host.StopAsync();
        host.Dispose();
        var began = TimeProvider.System.GetTimestamp();
        _hosts[^1] = await StartOneAsync(books);
        var watch = _hosts[^1].Host.Services.GetRequiredService<RuleWatch>();
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => watch.Count > 0 || (await Database.QueryAsync<long>("select count(*) from trade_rule where status = 'active'")).Single() == 0);
        return (watch.Count, TimeProvider.System.GetElapsedTime(began));
    }

    private async Task<(IHost Host, Books Books)> StartOneAsync(Books? known = null)
    {
        var books = new Books(known);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Services
            .AddSingleton<IConfiguration>(builder.Configuration)
            .AddPersistence(Database.Databases)
            .AddChangeFeed()
            .AddSingleton(new VenueSettings(VenueMode.Demo))
            .AddSingleton<TenantList>(_ => () => _tenants)
            .AddSingleton<OrderQueue>()
            .AddSingleton<ILiveBooks>(books)
            .AddSingleton<IOrderBooks>(books)
            .AddSingleton<IMarketCatalog>(books)
            .AddRules()
            .AddRuleExecutor();
        var host = builder.Build();
        await host.StartAsync();
        return (host, books);
    }

    /// <summary>Says that something happened to a tenant's orders.</summary>
    public void Tell(TenantRef tenant) => Database.Databases.Announcer.Announce(new Change(ChangeKind.Orders, tenant.Tenant));

    /// <summary>The venue's last word about the orders of a tenant that are under way: so many shares of each were sold, the rest is over.</summary>
    public Task AnswerAsync(TenantRef tenant, decimal shares, OrderFailure? failure = null) => Database.ExecuteAsync("""
        create temporary table answered as
          select id, token_id, least(shares, @shares::numeric) as part from trade_order where billing_account_id = @Tenant and side = 'sell' and status = 'pending';
        update trade_order o set status = case when @failure::text is null then 'canceled' else 'error' end, failure = @failure, matched_shares = a.part, finished_at = now() from answered a where a.id = o.id;
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
        select id, @Tenant, id, id::text, part, 0.2, 0, true, 'confirmed', now(), now(), now() from answered where part > 0;
        update lot l set remaining = l.remaining - a.part from answered a where l.billing_account_id = @Tenant and l.token_id = a.token_id;
        """, new { tenant.Tenant, shares, failure = failure?.ToText() });

    public T Get<T>() where T : notnull => _hosts[0].Host.Services.GetRequiredService<T>();

    /// <summary>A tenant whose wallet can trade.</summary>
    public async Task<TenantRef> TenantAsync()
    {
        var tenant = await Database.SeedTenantAsync();
        await Database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, credentials_at, approvals_ready_at)
            values (@Tenant, @Tenant, @address, @address, 0, now(), now(), now(), now())
            """, new { tenant.Tenant, address = "0x" + tenant.Tenant.Value.ToString("N") + "00000000" });
        _tenants = [.. _tenants, tenant];
        return tenant;
    }

    /// <summary>Twenty shares of each of these tokens.</summary>
    public Task HoldAsync(TenantRef tenant, IEnumerable<int> tokens) => Database.ExecuteAsync("""
        create temporary table held as select gen_random_uuid() as id, @Tenant::uuid as tenant, t.token, c.condition from unnest(@tokens) with ordinality t (token, n) join unnest(@conditions) with ordinality c (condition, n) using (n);
        insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                 tick_size, time_in_force, valid_until, mode, status, created_at, matched_shares, accepted_at, finished_at)
        select id, tenant, '0x' || lpad(replace(id::text, '-', ''), 64, '0'), 'manual', 'held', condition, token, false, 'buy', 0.5, 20, 10, 0.01, 'fok',
               now() - interval '2 days', 'demo', 'filled', now() - interval '2 days', 20, now() - interval '2 days', now() - interval '2 days' from held;
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
        select id, tenant, id, id::text, 20, 0.5, 0, true, 'confirmed', now(), now(), now() from held;
        insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
        select id, tenant, id, 'held', condition, token, 20, 20, 0.5, 10, now() from held;
        """, new { tenant.Tenant, tokens = tokens.Select(number => Token(number).Value).ToArray(), conditions = tokens.Select(number => Condition(number).Value).ToArray() });

    /// <summary>A copied sale of a token's shares that rests at the venue.</summary>
    public async Task<Guid> RestAsync(TenantRef tenant, int token, decimal shares) => (await Database.QueryAsync<Guid>("""
        insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                 tick_size, time_in_force, valid_until, mode, status, created_at, accepted_at, authorised_at)
        select id, @Tenant, '0x' || lpad(replace(id::text, '-', ''), 64, '0'), 'mirror', 'held', @condition, @token, false, 'sell', 0.6, @shares, 12, 0.01, 'gtc',
               now() + interval '1 day', 'demo', 'open', now(), now(), now() from gen_random_uuid() id
        returning id
        """, new { tenant.Tenant, shares, token = Token(token).Value, condition = Condition(token).Value })).Single();

    /// <summary>A stop and a target around the position in each of these tokens, straight into the table.</summary>
    public Task BracketsAsync(TenantRef tenant, IEnumerable<int> tokens, decimal stop, decimal target) => Database.ExecuteAsync("""
        with bracket as (select gen_random_uuid() as id, t.token, c.condition from unnest(@tokens) with ordinality t (token, n) join unnest(@conditions) with ordinality c (condition, n) using (n))
        insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, trigger_price, source, max_slippage_percent, asks_first, bracket_id, status, created_at, changed_at)
        select gen_random_uuid(), @Tenant, leg.kind, condition, token, leg.price, 'executable', 10, false, id, 'active', now(), now()
          from bracket cross join (values ('stop_loss', @stop::numeric), ('take_profit', @target::numeric)) leg (kind, price)
        """, new { tenant.Tenant, stop, target, tokens = tokens.Select(number => Token(number).Value).ToArray(), conditions = tokens.Select(number => Condition(number).Value).ToArray() });

    /// <summary>A rule as its owner puts it up.</summary>
    public async Task<RuleId> CreateAsync(TenantRef tenant, RuleTerms terms) =>
        Assert.IsType<RuleChange.Done>(await Get<IRuleChanges>().CreateAsync(tenant, new([terms], "Question", "Yes"), CancellationToken.None)).Rules[0].Id;

    public static RuleTerms Stop(int token, decimal trigger) => new(RuleKind.StopLoss, Condition(token), Token(token), Price.Of(trigger), null, ExitAction.SellAll.Instance);

    /// <summary>The token is bid for at this price, everywhere.</summary>
    /// <param name="token">Which.</param>
    /// <param name="bid">Dollars a share, for ten thousand shares.</param>
    /// <param name="isTold">False when the stream says nothing of it.</param>
    public void Move(int token, decimal bid, bool isTold = true)
    {
        foreach (var (_, books) in _hosts.ToArray()) books.Move(Token(token), bid, isTold);
    }

    /// <summary>The token's market has ended.</summary>
    public void Close(int token)
    {
        foreach (var (_, books) in _hosts) books.Close(Token(token));
    }

    public async Task StopAsync()
    {
        foreach (var (host, _) in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        _hosts.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Stream, books and markets of one host.</summary>
    /// <param name="known">Whose prices it begins with.</param>
    internal sealed class Books(Books? known = null) : ILiveBooks, IOrderBooks, IMarketCatalog
    {
        private readonly ConcurrentDictionary<TokenId, LiveBook> _books = known?._books ?? new();
        private readonly ConcurrentDictionary<TokenId, long> _changed = new();
        private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private readonly ConcurrentDictionary<TokenId, bool> _closed = new();

        public void Close(TokenId token) => _closed[token] = true;

        public void Move(TokenId token, decimal bid, bool isTold)
        {
            var now = TimeProvider.System.GetUtcNow();
            _books[token] = new(new(token, [new(Price.Of(bid), Shares.Of(10_000m))], [new(Price.Of(Math.Min(0.99m, bid + 0.01m)), Shares.Of(100m))], now), null, now);
            if (isTold) Tell(token);
        }

        public void Watch(IReadOnlySet<TokenId> tokens)
        {
        }

        public LiveBook? Find(TokenId token) => _books.GetValueOrDefault(token);

        // Asked for because the stream was silent: the price stands, and is known to.
        public void Offer(OrderBook book, DateTimeOffset askedAt)
        {
            if (_books.GetValueOrDefault(book.Token) is { } live && live.HeardAt < askedAt && _books.TryUpdate(book.Token, live with { Book = live.Book with { ReadAt = askedAt }, HeardAt = askedAt }, live)) Tell(book.Token);
        }

        public async IAsyncEnumerable<IReadOnlyCollection<BookChange>> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            await foreach (var news in _news.Reader.ReadAllAsync(ct))
            {
                var changes = new List<BookChange>();
                foreach (var token in _changed.Keys)
                {
                    if (_changed.TryRemove(token, out var since)) changes.Add(new(token, since));
                }

                yield return changes;
            }
        }

        public Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct) => Task.FromResult(Find(token)?.Book);

        public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => Task.FromResult<Market?>(
            new(condition, token, TokenId.Parse("999999"), "Question", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, _closed.ContainsKey(token), TimeProvider.System.GetUtcNow()));

        public void Forget(TokenId token)
        {
        }

        private void Tell(TokenId token)
        {
            _changed.TryAdd(token, TimeProvider.System.GetTimestamp());
            _news.Writer.TryWrite(true);
        }
    }
}
