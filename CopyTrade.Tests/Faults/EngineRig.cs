using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>The whole engine (watching, deciding, trading) against the simulator's wire and a real database; one trader with a funded wallet.</summary>
public sealed class EngineRig : IAsyncDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, MasterKey.Length).Select(i => (byte)i)];
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private readonly DatabaseFixture _database;
    private readonly Dictionary<string, string?> _settings;
    private SimulatorHost _simulator;
    private IHost? _host;

    private EngineRig(DatabaseFixture database, SimulatorHost simulator, Dictionary<string, string?> settings)
    {
        (_database, _simulator, _settings) = (database, simulator, settings);
        Venue = new SimulatorControl(_http, simulator.ControlUrl);
    }

    public SimulatorControl Venue { get; }

    public TenantRef Tenant { get; private set; } = null!;

    public WalletAddress Wallet { get; private set; } = null!;

    public DatabaseFixture Database => _database;

    public static async Task<EngineRig> StartAsync(DatabaseFixture database, SimulatorOptions? venue = null, Dictionary<string, string?>? settings = null)
    {
        var simulator = await SimulatorHost.StartAsync(
            venue ?? new() { Leaders = false, DataLag = TimeSpan.Zero, MinedAfter = TimeSpan.FromMilliseconds(50), ConfirmedAfter = TimeSpan.FromMilliseconds(50), AutoFundUsdc = 100_000m },
            TimeProvider.System, null, CancellationToken.None);
        var rig = new EngineRig(database, simulator, settings ?? []);
        rig.Tenant = await database.SeedTenantAsync();
        await rig.RunAsync();
        var connected = await rig.Get<ConnectWalletHandler>().HandleAsync(rig.Tenant,
            new ConnectWallet(null, null, SignatureType.Eoa, Consent: true, new GrantTerms(Usdc.Of(20m), Usdc.Of(20_000m), 20_000)), CancellationToken.None);
        rig.Wallet = Assert.IsType<WalletResult.Done>(connected).Connection.Signer;
        await Rig.UntilAsync(TimeSpan.FromSeconds(15), async () =>
            (await database.QueryAsync<bool>("select approvals_ready_at is not null and collateral_balance > 0 from wallet_connection where billing_account_id = @Tenant", new { rig.Tenant.Tenant })).SingleOrDefault());
        return rig;
    }

    public T Get<T>() where T : notnull => _host!.Services.GetRequiredService<T>();

    /// <summary>Starts the engine (again) on the same database.</summary>
    public async Task RunAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(_settings)
        {
            ["Polymarket:ClobUrl"] = _simulator.ClobUrl.ToString(),
            ["Polymarket:DataApiUrl"] = _simulator.DataApiUrl.ToString(),
            ["Polymarket:GammaUrl"] = _simulator.GammaUrl.ToString(),
            ["Polymarket:MarketStreamUrl"] = _simulator.MarketStreamUrl.ToString(),
            ["Polymarket:UserStreamUrl"] = _simulator.UserStreamUrl.ToString(),
            ["Polymarket:ActivityStreamUrl"] = _simulator.ActivityStreamUrl.ToString(),
            ["Polymarket:ChainRpcUrl"] = _simulator.ChainRpcUrl.ToString(),
        });
        builder.Services
            .AddSingleton<IConfiguration>(builder.Configuration)
            .AddSingleton(new VenueSettings(VenueMode.Demo))
            .AddPersistence(_database.Databases)
            .AddAccounts(VenueMode.Demo, new MasterKey(Key))
            .AddSingleton<TenantEnumerator>()
            .AddHostedService(provider => provider.GetRequiredService<TenantEnumerator>())
            .AddVenue(builder.Configuration)
            .AddTargets()
            .AddTrading(builder.Configuration)
            .AddTradingExecutor()
            .AddMirroring()
            .AddMirrorLoop()
            .AddObservation();
        _host = builder.Build();
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

    /// <summary>Tokens whose copy at <see cref="Marketable"/> matches at once, dearer than a dime so that every size fits the caps.</summary>
    public async Task<IReadOnlyList<SimulatorControl.Token>> TokensAsync() => [.. (await Venue.TokensAsync()).Where(token => token.BestAsk is > 0.1m and < 0.85m)];

    public static decimal Marketable(SimulatorControl.Token token) => token.BestAsk!.Value + (2 * token.Tick);

    /// <summary>Waits until every observed fill has a decision and every order has ended or rests, and every match is final.</summary>
    public Task SettledAsync(int fills, TimeSpan? limit = null) => Rig.UntilAsync(limit ?? TimeSpan.FromSeconds(20), async () =>
        (await _database.QueryAsync<bool>("""
            select (select count(*) from copy_decision where billing_account_id = @Tenant) >= @fills
               and not exists (select from trade_order where billing_account_id = @Tenant and status = 'pending')
               and not exists (select from trade_order where billing_account_id = @Tenant and status in ('open', 'partial', 'filled') and accepted_at is null)
               and not exists (select from order_fill where billing_account_id = @Tenant and settlement in ('matched', 'mined', 'retrying'))
               and not exists (select from trade_order o where billing_account_id = @Tenant and status = 'filled'
                                and o.matched_shares > (select coalesce(sum(f.shares), 0) from order_fill f where f.order_id = o.id))
            """, new { Tenant.Tenant, fills })).Single());

    public async ValueTask DisposeAsync()
    {
        await PauseAsync();
        await _simulator.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>A wallet made of its number.</summary>
    public static string Leader(int number) => string.Create(CultureInfo.InvariantCulture, $"0x{0xfa017000000000:x16}{number:x24}");
}
