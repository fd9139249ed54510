using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>The whole engine (watching, deciding, trading) against the simulator's wire and a real database; one trader with a funded wallet.</summary>
public sealed class EngineRig : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private readonly DatabaseFixture _database;
    private readonly Dictionary<string, string?> _settings;
    private readonly SimulatorHost _simulator;
    private readonly bool _isOutside;
    private IHost? _host;

    private EngineRig(DatabaseFixture database, SimulatorHost simulator, bool isOutside, Dictionary<string, string?> settings)
    {
        (_database, _simulator, _isOutside, _settings) = (database, simulator, isOutside, settings);
        Venue = new SimulatorControl(_http, simulator.ControlUrl);
    }

    /// <summary>A venue where only we trade, and matches are final almost at once.</summary>
    public static SimulatorOptions Quick { get; } =
        new() { Leaders = false, DataLag = TimeSpan.Zero, MinedAfter = TimeSpan.FromMilliseconds(50), ConfirmedAfter = TimeSpan.FromMilliseconds(50), AutoFundUsdc = 100_000m };

    /// <summary>The same with prices that only move when told to: one that walks meets a trigger by itself, given time.</summary>
    public static SimulatorOptions Still { get; } = Quick with { PricesWalk = false };

    public SimulatorControl Venue { get; }

    public TenantRef Tenant { get; private set; } = null!;

    public WalletAddress Wallet { get; private set; } = null!;

    /// <summary>What the wallet had at the venue before its first order.</summary>
    public decimal StartingUsdc { get; private set; }

    public DatabaseFixture Database => _database;

    /// <summary>The engine's configuration: this venue's addresses, patience, and what the test asked for.</summary>
    public IReadOnlyDictionary<string, string?> Settings => Defaults.Where(setting => !_settings.ContainsKey(setting.Key)).Concat(_settings).ToDictionary();

    private Dictionary<string, string?> Defaults => new()
    {
        ["Polymarket:ClobUrl"] = _simulator.ClobUrl.ToString(),
        ["Polymarket:DataApiUrl"] = _simulator.DataApiUrl.ToString(),
        ["Polymarket:GammaUrl"] = _simulator.GammaUrl.ToString(),
        ["Polymarket:MarketStreamUrl"] = _simulator.MarketStreamUrl.ToString(),
        ["Polymarket:UserStreamUrl"] = _simulator.UserStreamUrl.ToString(),
        ["Polymarket:ActivityStreamUrl"] = _simulator.ActivityStreamUrl.ToString(),
        ["Polymarket:GeoblockUrl"] = _simulator.GeoblockUrl.ToString(),
        ["Polymarket:ChainRpcUrl"] = _simulator.ChainRpcUrl.ToString(),
        // A machine that is slow or stands still makes no fill old news; a test of what is too old sets its own limit.
        ["Mirroring:MaxFillAgeSeconds"] = "600",
    };

    /// <summary>A venue, a database and an engine of its own for one test: what one test leaves behind must not trade in the next.</summary>
    public static async Task<EngineRig> StartAsync(SimulatorOptions? venue = null, Dictionary<string, string?>? settings = null, TimeProvider? venueClock = null)
    {
        var database = new DatabaseFixture();
        await database.InitializeAsync();
        return await StartOnAsync(database, venue, settings, venueClock);
    }

    /// <summary>The same on a database that is there already.</summary>
    public static async Task<EngineRig> StartOnAsync(DatabaseFixture database, SimulatorOptions? venue = null, Dictionary<string, string?>? settings = null, TimeProvider? venueClock = null)
    {
        var simulator = await SimulatorHost.StartAsync(venue ?? Quick, venueClock ?? TimeProvider.System, null, CancellationToken.None);
        var rig = new EngineRig(database, simulator, venue?.SettleOn is not null, settings ?? []);
        try
        {
            await rig.OpenAccountAsync();
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    private async Task OpenAccountAsync()
    {
        await RunAsync();
        (Tenant, Wallet) = await OpenAccountOfAnotherAsync();
        StartingUsdc = (await AccountAsync()).Usdc;
    }

    /// <summary>One more trader with a funded wallet.</summary>
    public async Task<(TenantRef Tenant, WalletAddress Wallet)> OpenAccountOfAnotherAsync()
    {
        var tenant = await _database.SeedTenantAsync();
        var connected = await Get<ConnectWalletHandler>().HandleAsync(tenant,
            new ConnectWallet(null, null, SignatureType.Eoa, Consent: true, new GrantTerms(Usdc.Of(20m), Usdc.Of(20_000m), 20_000)), CancellationToken.None);
        if (_isOutside) await EnableAsync(tenant, Assert.IsType<WalletResult.Done>(connected).Connection.Funder);
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
            (await _database.QueryAsync<bool>("select approvals_ready_at is not null and collateral_balance > 0 from wallet_connection where billing_account_id = @Tenant", new { tenant.Tenant })).SingleOrDefault());
        return (tenant, Assert.IsType<WalletResult.Done>(connected).Connection.Signer);
    }

    /// <summary>On an outside chain nobody has approved anything yet. With the demo money comes the gas for it.</summary>
    public async Task EnableAsync(TenantRef tenant, WalletAddress funder)
    {
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => await Get<IChainState>().CollateralAsync(funder, CancellationToken.None) > Usdc.Zero);
        await Get<EnableTradingHandler>().HandleAsync(tenant, CancellationToken.None);
    }

    /// <summary>What the venue says that the wallet owns.</summary>
    public async Task<SimulatorControl.Customer> AccountAsync() =>
        (await Venue.CustomersAsync()).Single(customer => customer.Address.Equals(Wallet.Value, StringComparison.OrdinalIgnoreCase));

    public T Get<T>() where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Starts the engine (again) on the same database.</summary>
    /// <param name="before">Registers what should stand in for a part of the product.</param>
    /// <param name="key">Another master key than the one that the wallets were connected under.</param>
    /// <param name="databases">Another way to the same database.</param>
    /// <param name="keyFile">Where the master key is supposed to come from.</param>
    public async Task RunAsync(Func<IServiceCollection, IServiceCollection>? before = null, byte[]? key = null, Databases? databases = null, string? keyFile = null)
    {
        _host = EngineHost.Build(databases ?? _database.Databases, Settings, before ?? (services => services), key, keyFile);
        await _host.StartAsync();
    }

    /// <summary>Stops the engine in good order; the database and the venue stay.</summary>
    public async Task PauseAsync()
    {
        if (_host is null) return;
        try
        {
            await _host.StopAsync();
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions.All(inner => inner is ObjectDisposedException))
        {
            // The driver, asked to cancel a statement of a connection that it gives up at this moment. Everything has stopped all the same.
        }

        _host.Dispose();
        _host = null;
    }

    /// <summary>Changes the engine's configuration; for its next start.</summary>
    public void Set(string name, string? value)
    {
        if (value is null) _settings.Remove(name);
        else _settings[name] = value;
    }

    /// <summary>The venue's address of a part, for a proxy in between.</summary>
    public Uri ClobUrl => _simulator.ClobUrl;

    public async Task FollowAsync(string wallet, SizingPolicy? sizing = null, TenantRef? who = null)
    {
        var change = await Get<ITargetChanges>().AddAsync(who ?? Tenant, wallet, null, sizing ?? new SizingPolicy.MinBet(), Usdc.Of(100_000m), 75, CancellationToken.None);
        Assert.IsType<TargetChange.Done>(change);
        await Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>One token of each market whose copy at <see cref="Marketable"/> matches at once: an order on the other token would wait for the first.</summary>
    public async Task<IReadOnlyList<SimulatorControl.Token>> TokensAsync() =>
        [.. (await Venue.TokensAsync()).Where(token => token.BestAsk is > 0.1m and < 0.85m).DistinctBy(token => token.ConditionId)];

    public static decimal Marketable(SimulatorControl.Token token) => token.BestAsk!.Value + (2 * token.Tick);

    /// <summary>Gives the ledger a moment to hear what the venue did last; says nothing when it does not.</summary>
    public async Task QuietAsync()
    {
        try
        {
            await SettledAsync(0, TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            // Whoever asked looks again and says what is wrong.
        }
    }

    /// <summary>Waits until so many fills are decided, the ledger knows every match that the venue made, and every match is final; if not, the ledger's own words are the message.</summary>
    public async Task SettledAsync(int fills, TimeSpan? limit = null)
    {
        try
        {
            await Rig.UntilAsync(limit ?? TimeSpan.FromSeconds(25), () => IsSettledAsync(fills));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await StoryAsync()}", e);
        }
    }

    private async Task<bool> IsSettledAsync(int fills)
    {
        var decided = await _database.QueryAsync<long>("select count(*) from copy_decision where billing_account_id = @Tenant", new { Tenant.Tenant });
        var ledger = await _database.QueryAsync<LedgerOrder>("""
            select o.venue_order_id, o.status, o.matched_shares,
                   (select coalesce(sum(f.shares), 0) from order_fill f where f.order_id = o.id and f.settlement = 'confirmed') as confirmed_shares
              from trade_order o where o.billing_account_id = @Tenant
            """, new { Tenant.Tenant });
        var venue = (await Venue.OrdersAsync()).Where(order => order.Accepted).ToDictionary(order => order.Id, order => order.MatchedSize);
        return decided.Single() >= fills && ledger.All(order => order.Status != "pending"
            && (order.Status == "error" || (order is { Status: "canceled", VenueOrderId: null }) || (order.VenueOrderId is { } id && venue.GetValueOrDefault(id) == order.MatchedShares && order.ConfirmedShares == order.MatchedShares)));
    }

    private sealed record LedgerOrder(string? VenueOrderId, string Status, decimal MatchedShares, decimal ConfirmedShares);

    /// <summary>The venue took exactly this many orders; if not, the ledger's own words are the message.</summary>
    public async Task AssertAcceptedAsync(int expected)
    {
        var accepted = (await Venue.OrdersAsync()).Count(order => order.Accepted);
        if (accepted == expected) return;
        Assert.Fail($"{accepted} orders accepted, not {expected}:\n{await StoryAsync()}");
    }

    /// <summary>What the ledger says of every decision, for a message.</summary>
    public async Task<string> StoryAsync()
    {
        var fills = await _database.QueryAsync<string>("select fill_id || ' ' || coalesce(routed_at::text, 'not routed') from observed_fill f where not exists (select from copy_decision d where d.fill_id = f.fill_id)");
        var stories = await _database.QueryAsync<string>("""
            select d.outcome || ' ' || d.reason || ' ' || coalesce(o.status || ' matched ' || o.matched_shares || ' sent ' || o.attempts || ' ' || coalesce(o.failure, '') || ' ' || coalesce(o.failure_detail, '') || coalesce(o.unknown_cause, '')
                   || coalesce((select ' fills ' || string_agg(f.shares || ' ' || f.settlement, ', ') from order_fill f where f.order_id = o.id), ''), '')
              from copy_decision d left join trade_order o on o.id = d.order_id where d.billing_account_id = @Tenant
            """, new { Tenant.Tenant });
        return string.Join('\n', [.. fills, .. stories]);
    }

    public async ValueTask DisposeAsync()
    {
        await PauseAsync();
        await _simulator.DisposeAsync();
        await _database.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>A wallet made of its number.</summary>
    public static string Leader(int number) => string.Create(CultureInfo.InvariantCulture, $"0x{0xfa017000000000:x16}{number:x24}");
}
