using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

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
