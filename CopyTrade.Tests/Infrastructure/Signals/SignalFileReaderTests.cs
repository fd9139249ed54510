using System.Text;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Observation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Signals;

public sealed class SignalFileReaderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("copytrade-intents-").FullName;
    private readonly SignalHouse _house = new(database, new ManualClock(SignalText.At));

    private string Path => System.IO.Path.Combine(_folder, "deeper", "intents.jsonl");

    [Fact]
    public async Task Read_AFileThatIsNotThere_MakesItAndWaits()
    {
        var (tenant, profile) = await _house.OpenAsync();

        Assert.Equal(0, await Reader(tenant, profile).ReadAsync(CancellationToken.None));
        Assert.True(File.Exists(Path));
    }

    [Fact]
    public async Task Read_LinesAndHalfALine_TakesTheHalfOnlyOnceItIsWhole()
    {
        var (tenant, profile) = await _house.OpenAsync();
        var (reader, last) = (Reader(tenant, profile), Line());
        await AppendAsync(Line() + "\n\n" + Line() + "\r\n" + last[..40]);

        Assert.Equal(2, await reader.ReadAsync(CancellationToken.None));
        Assert.Equal(0, await reader.ReadAsync(CancellationToken.None));
        await AppendAsync(last[40..] + "\n");
        Assert.Equal(1, await reader.ReadAsync(CancellationToken.None));

        Assert.Equal(3, (await _house.AcceptedAsync(tenant)).Count);
    }

    [Fact]
    public async Task Read_AfterARestart_GoesOnWhereItStood()
    {
        var (tenant, profile) = await _house.OpenAsync();
        await AppendAsync(Line() + "\n");
        await Reader(tenant, profile).ReadAsync(CancellationToken.None);
        await AppendAsync(Line() + "\n");

        Assert.Equal(1, await Reader(tenant, profile).ReadAsync(CancellationToken.None));
        Assert.Empty(await _house.CodesAsync(tenant));
    }

    [Fact]
    public async Task Read_ABadLine_IsSkippedAndRecorded()
    {
        var (tenant, profile) = await _house.OpenAsync();
        await AppendAsync("{ not json\n" + Line() + "\n");

        Assert.Equal(2, await Reader(tenant, profile).ReadAsync(CancellationToken.None));

        Assert.Single(await _house.AcceptedAsync(tenant));
        Assert.Equal(["schema_invalid"], await _house.CodesAsync(tenant));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Read_AFileReplacedOrCut_BeginsAgainAndRepeatsNothing(bool isLonger)
    {
        var (tenant, profile) = await _house.OpenAsync();
        var (reader, kept) = (Reader(tenant, profile), Line());
        await AppendAsync(Line() + "\n" + kept + "\n");
        await reader.ReadAsync(CancellationToken.None);

        await File.WriteAllTextAsync(Path, isLonger ? string.Concat(Enumerable.Range(0, 3).Select(_ => Line() + "\n")) + kept + "\n" : kept + "\n");
        await reader.ReadAsync(CancellationToken.None);

        Assert.Equal(isLonger ? 5 : 2, (await _house.AcceptedAsync(tenant)).Count);
        Assert.Equal(["duplicate"], await _house.CodesAsync(tenant));
    }

    [Fact]
    public async Task Read_ALineOfTenMegabytes_IsRefusedOnceAndTheNextIsTaken()
    {
        var (tenant, profile) = await _house.OpenAsync();
        await AppendAsync("{\"intent_id\":\"" + new string('x', 10_000_000));
        var reader = Reader(tenant, profile);
        await reader.ReadAsync(CancellationToken.None);
        await AppendAsync("\"}\n" + Line() + "\n");
        await reader.ReadAsync(CancellationToken.None);

        Assert.Equal(["schema_invalid"], await _house.CodesAsync(tenant));
        Assert.Single(await _house.AcceptedAsync(tenant));
    }

    /// <summary>A host that signs in as the worker alone cannot look up an address: it names accounts by their id.</summary>
    [Fact]
    public async Task Loop_FilesOfAccountsNamedByTheirIds_ReadsTheOneThatThereIs()
    {
        var (tenant, _) = await _house.OpenAsync();
        await database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, collateral_balance, balance_at)
            values (gen_random_uuid(), @Tenant, @wallet, @wallet, 0, now(), now(), 100, now())
            """, new { tenant.Tenant, wallet = "0x" + tenant.Tenant.Value.ToString("N") + "00000000" });
        await AppendAsync(Line() + "\n");
        var feeds = new FeedMonitor(TimeProvider.System);
        var options = new SignalOptions { Files = [new() { Path = Path, Account = tenant.Tenant.ToString() }, new() { Path = Path + "2", Account = Guid.NewGuid().ToString() }] };
        var health = new SignalHealthCheck(database.Scopes, new FakeTradeRecord(), TimeProvider.System, NullLogger<SignalHealthCheck>.Instance);
        await using var nothing = new ServiceCollection().BuildServiceProvider();
        using var loop = new SignalFileLoop(
            _house.Intake, database.Scopes, health, () => [tenant], nothing.GetRequiredService<IServiceScopeFactory>(), feeds, Options.Create(options), TimeProvider.System, NullLogger<SignalFileLoop>.Instance);

        await loop.StartAsync(CancellationToken.None);
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () => (await _house.AcceptedAsync(tenant)).Count == 1);
        await loop.StopAsync(CancellationToken.None);

        Assert.Equal([("intents intents.jsonl", FeedCondition.Fresh), ("intents intents.jsonl2", FeedCondition.Down)], feeds.Snapshot().Select(feed => (feed.Name, feed.State)));
        Assert.Contains("which there is not", feeds.Snapshot()[1].Detail, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Line() => SignalText.Buy().ToJsonString();

    private SignalFileReader Reader(TenantRef tenant, SignalProfile profile) =>
        new(_house.Intake, database.Scopes, new ManualClock(SignalText.At), NullLogger.Instance, tenant, profile, Path);

    private async Task AppendAsync(string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await File.AppendAllTextAsync(Path, text, new UTF8Encoding(false));
    }
}
