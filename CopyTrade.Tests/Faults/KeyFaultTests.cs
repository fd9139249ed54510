using System.Collections.Concurrent;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Faults;

/// <summary>F28: the master key is replaced, wrong or gone while the engine runs. Orders say why they failed, and nothing has to be started again.</summary>
public sealed class KeyFaultTests
{
    private static readonly byte[] Wrong = [.. EngineHost.Key.Select(part => (byte)~part)];

    [Fact]
    public async Task MasterKey_ReplacedWhileOrdersAreSigned_CostsNoOrder()
    {
        var result = await KeyDrill.RotateAsync(seed: 2811, waves: 1);

        Assert.True(result.IsClean, result.ToString());
        Assert.Equal(1, result.Runs);
    }

    [Fact]
    public async Task MasterKey_WrongAndThenRestored_FailsOrdersByNameAndNeedsNoRestart()
    {
        using var files = new KeyFiles(Wrong);
        await using var rig = await EngineRig.StartAsync(settings: new() { ["Trading:ReadinessSeconds"] = "5" });
        var (leader, tokens) = (EngineRig.Leader(2821), await rig.TokensAsync());
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        await rig.RunAsync(key: Wrong, keyFile: files.Current);

        await rig.Venue.TradeAsync(leader, tokens[0].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[0]));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<string>("select failure from trade_order where status = 'error'")).SingleOrDefault() is "signer_unavailable" or "trading_not_ready");
        files.Write(EngineHost.Key);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<bool>("select readiness_problem is null from wallet_connection")).Single());
        await rig.Venue.TradeAsync(leader, tokens[1].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[1]));

        await rig.SettledAsync(2, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(1);
        await Invariants.CheckAsync(rig);
    }

    /// <summary>The key was opened at the start: a running engine does not miss its file. It is missed by the next start, which says so.</summary>
    [Fact]
    public async Task MasterKey_FileGoneWhileTheEngineRuns_CostsNoOrderAndIsNotMadeAnew()
    {
        using var files = new KeyFiles(EngineHost.Key);
        await using var rig = await EngineRig.StartAsync();
        var (leader, tokens) = (EngineRig.Leader(2841), await rig.TokensAsync());
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        await rig.RunAsync(keyFile: files.Current);

        files.Remove();
        foreach (var token in tokens.Take(2)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(2, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(2);
        Assert.False(File.Exists(files.Current));
        await Invariants.CheckAsync(rig);
    }

    [Fact]
    public async Task Keys_ThroughATradeAndARotation_StandNowhereInClear()
    {
        using var files = new KeyFiles(EngineHost.Key);
        using var lines = new Lines();
        await using var rig = await EngineRig.StartAsync();
        var (leader, tokens) = (EngineRig.Leader(2831), await rig.TokensAsync());
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        await rig.RunAsync(services => services.AddSingleton<ILoggerProvider>(lines).Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Trace), keyFile: files.Current);
        using var current = new MasterKey(EngineHost.Key) { File = files.Current };
        await new KeyRotation(rig.Database.Databases, rig.Get<TenantScopes>()).RunAsync(current, files.Current, CancellationToken.None);
        await rig.Venue.TradeAsync(leader, tokens[0].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[0]));
        await rig.SettledAsync(1, TimeSpan.FromSeconds(60));

        var secrets = new List<byte[]> { EngineHost.Key, Convert.FromHexString(await File.ReadAllTextAsync(files.Current)) };
        using var next = MasterKeyFile.Parse(await File.ReadAllTextAsync(files.Current));
        foreach (var row in await rig.Database.QueryAsync<Sealed>("select connection_id, purpose, wrapped_key, ciphertext from wallet_secret where purpose = 'signing-key'"))
            secrets.Add(new EnvelopeCipher(next).Open(new SealedSecret(row.WrappedKey, row.Ciphertext), SecretPlace.Of(rig.Tenant.Tenant, row.ConnectionId, row.Purpose)));
        Assert.Equal(3, secrets.Count);
        var dump = await DumpAsync(rig);
        Assert.NotEmpty(lines.Written);
        foreach (var form in secrets.SelectMany(secret => (string[])[Convert.ToHexStringLower(secret), Convert.ToBase64String(secret)]))
        {
            Assert.DoesNotContain(form, dump, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(lines.Written, line => line.Contains(form, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Every row of every table, as text; bytes as hexadecimal digits.</summary>
    private static async Task<string> DumpAsync(EngineRig rig)
    {
        var tables = await rig.Database.QueryAsync<string>("select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        return string.Join('\n', await rig.Database.QueryAsync<string>(string.Join(" union all ", tables.Select(table => $"select coalesce(string_agg(t::text, ' | '), '') from {table} t"))));
    }

    private sealed record Sealed(Guid ConnectionId, string Purpose, byte[] WrappedKey, byte[] Ciphertext);

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Written.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
