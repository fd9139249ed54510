using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
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
    private IHost? _host;

    private EngineRig(DatabaseFixture database, SimulatorHost simulator, Dictionary<string, string?> settings)
    {
        (_database, _simulator, _settings) = (database, simulator, settings);
        Venue = new SimulatorControl(_http, simulator.ControlUrl);
    }

    public SimulatorControl Venue { get; }

    public TenantRef Tenant { get; private set; } = null!;

    public WalletAddress Wallet { get; private set; } = null!;

    /// <summary>What the wallet had at the venue before its first order.</summary>
    public decimal StartingUsdc { get; private set; }

    public DatabaseFixture Database => _database;

    /// <summary>The engine's configuration: this venue's addresses and what the test asked for.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(_settings)
    {
        ["Polymarket:ClobUrl"] = _simulator.ClobUrl.ToString(),
        ["Polymarket:DataApiUrl"] = _simulator.DataApiUrl.ToString(),
        ["Polymarket:GammaUrl"] = _simulator.GammaUrl.ToString(),
        ["Polymarket:MarketStreamUrl"] = _simulator.MarketStreamUrl.ToString(),
        ["Polymarket:UserStreamUrl"] = _simulator.UserStreamUrl.ToString(),
        ["Polymarket:ActivityStreamUrl"] = _simulator.ActivityStreamUrl.ToString(),
        ["Polymarket:ChainRpcUrl"] = _simulator.ChainRpcUrl.ToString(),
    };

    /// <summary>A venue, a database and an engine of its own for one test: what one test leaves behind must not trade in the next.</summary>
    public static async Task<EngineRig> StartAsync(SimulatorOptions? venue = null, Dictionary<string, string?>? settings = null)
    {
        var database = new DatabaseFixture();
        await database.InitializeAsync();
        var simulator = await SimulatorHost.StartAsync(
            venue ?? new() { Leaders = false, DataLag = TimeSpan.Zero, MinedAfter = TimeSpan.FromMilliseconds(50), ConfirmedAfter = TimeSpan.FromMilliseconds(50), AutoFundUsdc = 100_000m },
            TimeProvider.System, null, CancellationToken.None);
        var rig = new EngineRig(database, simulator, settings ?? []);
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
        Tenant = await _database.SeedTenantAsync();
        await RunAsync();
        var connected = await Get<ConnectWalletHandler>().HandleAsync(Tenant,
            new ConnectWallet(null, null, SignatureType.Eoa, Consent: true, new GrantTerms(Usdc.Of(20m), Usdc.Of(20_000m), 20_000)), CancellationToken.None);
        Wallet = Assert.IsType<WalletResult.Done>(connected).Connection.Signer;
        await Rig.UntilAsync(TimeSpan.FromSeconds(15), async () =>
            (await _database.QueryAsync<bool>("select approvals_ready_at is not null and collateral_balance > 0 from wallet_connection where billing_account_id = @Tenant", new { Tenant.Tenant })).SingleOrDefault());
        StartingUsdc = (await AccountAsync()).Usdc;
    }

    /// <summary>What the venue says that the wallet owns.</summary>
    public async Task<SimulatorControl.Customer> AccountAsync() =>
        (await Venue.CustomersAsync()).Single(customer => customer.Address.Equals(Wallet.Value, StringComparison.OrdinalIgnoreCase));

    public T Get<T>() where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Starts the engine (again) on the same database.</summary>
    public async Task RunAsync()
    {
        _host = EngineHost.Build(_database.Databases, Settings, services => services);
        await _host.StartAsync();
    }

    /// <summary>Stops the engine in good order; the database and the venue stay.</summary>
    public async Task PauseAsync()
    {
        if (_host is null) return;
        await _host.StopAsync();
        _host.Dispose();
        _host = null;
    }

    public async Task FollowAsync(string wallet, SizingPolicy? sizing = null)
    {
        var change = await Get<ITargetChanges>().AddAsync(Tenant, wallet, null, sizing ?? new SizingPolicy.MinBet(), Usdc.Of(100_000m), 75, CancellationToken.None);
        Assert.IsType<TargetChange.Done>(change);
        await Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);
    }

    /// <summary>One token of each market whose copy at <see cref="Marketable"/> matches at once: an order on the other token would wait for the first.</summary>
    public async Task<IReadOnlyList<SimulatorControl.Token>> TokensAsync() =>
        [.. (await Venue.TokensAsync()).Where(token => token.BestAsk is > 0.1m and < 0.85m).DistinctBy(token => token.ConditionId)];

    public static decimal Marketable(SimulatorControl.Token token) => token.BestAsk!.Value + (2 * token.Tick);

    /// <summary>Waits until so many fills are decided, the ledger knows every match that the venue made, and every match is final.</summary>
    public Task SettledAsync(int fills, TimeSpan? limit = null) => Rig.UntilAsync(limit ?? TimeSpan.FromSeconds(20), async () =>
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
    });

    private sealed record LedgerOrder(string? VenueOrderId, string Status, decimal MatchedShares, decimal ConfirmedShares);

    /// <summary>The venue took exactly this many orders; if not, the ledger's own words are the message.</summary>
    public async Task AssertAcceptedAsync(int expected)
    {
        var accepted = (await Venue.OrdersAsync()).Count(order => order.Accepted);
        if (accepted == expected) return;
        var stories = await _database.QueryAsync<string>("""
            select d.outcome || ' ' || d.reason || ' ' || coalesce(o.status || ' ' || coalesce(o.failure, '') || ' ' || coalesce(o.failure_detail, '') || coalesce(o.unknown_cause, ''), '')
              from copy_decision d left join trade_order o on o.id = d.order_id where d.billing_account_id = @Tenant
            """, new { Tenant.Tenant });
        Assert.Fail($"{accepted} orders accepted, not {expected}:\n{string.Join('\n', stories)}");
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
