using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class MasterKeyFileTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("copytrade-keys-").FullName;

    private string KeyFile => Path.Combine(_directory, "master.key");

    public Task InitializeAsync() => database.ExecuteAsync("delete from custody_check");

    public Task DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task FirstStart_MakesAKeyThatOnlyTheOwnerMayRead()
    {
        using var made = await OpenAsync();
        using var again = await OpenAsync();

        Assert.Equal(made.CheckValue(), again.CheckValue());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        Assert.Single(Directory.GetFiles(_directory));
        Assert.DoesNotContain((await File.ReadAllTextAsync(KeyFile))[..8], made.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyFirstStartsAtOnce_AgreeOnOneKey()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync()));

        Assert.Single(keys.Select(key => Convert.ToHexString(key.CheckValue())).Distinct());
    }

    [Fact]
    public async Task AnotherKey_IsRefused()
    {
        (await OpenAsync()).Dispose();
        await File.WriteAllTextAsync(KeyFile, new string('a', 64));

        await AssertProblemAsync("not the one that this database was encrypted with");
    }

    [Fact]
    public async Task LostFile_IsNotReplacedByANewKey()
    {
        (await OpenAsync()).Dispose();
        File.Delete(KeyFile);

        await AssertProblemAsync("is missing");
        Assert.False(File.Exists(KeyFile));
    }

    [Fact]
    public async Task MissingFileOutsideTheDataDirectory_IsNotMade()
    {
        var elsewhere = Path.Combine(_directory, "elsewhere.key");

        var problem = await Assert.ThrowsAsync<StartupException>(() =>
            MasterKeyFile.OpenAsync(database.Databases, elsewhere, Path.Combine(_directory, "data"), TimeProvider.System, CancellationToken.None));

        Assert.Contains("does not exist", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(elsewhere));
    }

    [Theory, InlineData(""), InlineData("not hexadecimal"), InlineData("abcd")]
    public async Task FileWithoutAKey_IsRefused(string content)
    {
        await File.WriteAllTextAsync(KeyFile, content);

        await AssertProblemAsync("does not hold 64 hexadecimal digits");
    }

    private Task<MasterKey> OpenAsync() => MasterKeyFile.OpenAsync(database.Databases, KeyFile, _directory, TimeProvider.System, CancellationToken.None);

    private async Task AssertProblemAsync(string expected)
    {
        var problem = await Assert.ThrowsAsync<StartupException>(OpenAsync);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }
}
