using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CopyTrade.Tests.Web.Cli;

public sealed class CommandLineTests : IAsyncLifetime
{
    private const string Wallet = "0x1111111111111111111111111111111111111111";
    private const string Password = "correct horse battery";
    private CliRig _rig = null!;

    public async Task InitializeAsync() => _rig = await CliRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Verbs_InOrder_SetAnInstallationUpWithoutABrowser()
    {
        (await _rig.RunAsync("migrate")).Done();
        var user = await _rig.RunAsync(Password + "\n", "user", "add", "--email", "a@example.org", "--json");
        var wallet = await _rig.RunAsync("wallet add --email a@example.org --generate --per-order 3 --daily 30 --hourly-fills 7 --json");
        var target = await _rig.RunAsync($"target add --email a@example.org --wallet {Wallet.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal)} --policy fixed:2.00 --max 4");
        var key = await _rig.RunAsync("api-key add --email a@example.org --scopes targets:read");
        var targets = await _rig.RunAsync("target list --email a@example.org --json");
        var health = await _rig.RunAsync("health-check");

        user.Done();
        Assert.Equal("administrator", Json(user).GetProperty("role").GetString());
        wallet.Done();
        Assert.Equal(3m, Json(wallet).GetProperty("per_order").GetDecimal());
        Assert.Equal(7, Json(wallet).GetProperty("hourly_fills").GetInt32());
        target.Done();
        Assert.StartsWith("ct_", key.Output, StringComparison.Ordinal);
        var listed = Assert.Single(Json(targets).EnumerateArray().ToList());
        Assert.Equal(Wallet, listed.GetProperty("wallet").GetString());
        Assert.Equal("fixed:2.00", listed.GetProperty("policy").GetString());
        health.Done();
        (await _rig.RunAsync($"target remove --email a@example.org --wallet {Wallet}")).Done();
        Assert.Equal("No wallet is followed.", (await _rig.RunAsync("target list --email a@example.org")).Output);
    }

    [Theory]
    [InlineData("target add --email a@example.org --wallet 0x12", "not a wallet")]
    [InlineData("target add --email a@example.org --wallet " + Wallet + " --policy half", "'half' is not a policy")]
    [InlineData("target add --email a@example.org --wallet " + Wallet + " --policy fixed:0", "is not a policy")]
    [InlineData("target add --email a@example.org --wallet " + Wallet + " --max 0.0000001", "six decimals")]
    [InlineData("target add --email nobody@example.org --wallet " + Wallet, "no account nobody@example.org")]
    [InlineData("target remove --email a@example.org --wallet " + Wallet, "is not followed")]
    [InlineData("target add --email a@example.org --wallet " + Wallet + " --preset wild", "'wild' is not a preset")]
    [InlineData("target add --email a@example.org", "--wallet")]
    [InlineData("wallet add --email a@example.org", "Choose one of --generate and --key-file")]
    [InlineData("wallet add --email a@example.org --generate --funder 0x12", "is not an address")]
    [InlineData("wallet add --email a@example.org --generate --signature-type 9", "signature type is 0, 1, 2 or 3")]
    [InlineData("wallet add --email a@example.org --key-file /nowhere/key", "/nowhere/key cannot be read")]
    [InlineData("wallet add --email a@example.org --generate --per-order 0", "must be above zero")]
    [InlineData("wallet check --email a@example.org", "No wallet with a key is connected")]
    [InlineData("api-key add --email a@example.org --scopes everything", "'everything' is not a scope")]
    [InlineData("user add --email not-an-address", "is not an e-mail address")]
    [InlineData("user add --email b@example.org --role king", "king")]
    [InlineData("serve --roles cook", "'cook' is not a role")]
    [InlineData("serve --replay /nowhere.jsonl", "There is no replay file /nowhere.jsonl")]
    [InlineData("serve --speed 0", "replay speed")]
    [InlineData("simulator --port 70000", "between 0 and 65535")]
    [InlineData("frobnicate", "frobnicate")]
    public async Task Verb_WithBadInput_SaysOneLineAndFails(string line, string words)
    {
        (await _rig.RunAsync(Password + "\n", "user", "add", "--email", "a@example.org")).Done();

        (await _rig.RunAsync(line)).RefusedWith(words);
    }

    [Fact]
    public async Task UserAdd_WithAShortPassword_IsRefused() => (await _rig.RunAsync("short\n", "user", "add", "--email", "a@example.org")).RefusedWith("12 characters");

    [Fact]
    public async Task UserAdd_WithoutAPassword_IsRefused() => (await _rig.RunAsync("", "user", "add", "--email", "a@example.org")).RefusedWith("standard input");

    [Fact]
    public async Task User_WhoLostAccess_IsLetInByTwoVerbs()
    {
        (await _rig.RunAsync(Password + "\n", "user", "add", "--email", "a@example.org")).Done();

        (await _rig.RunAsync("short\n", "user", "password", "--email", "a@example.org")).RefusedWith("12 characters");
        (await _rig.RunAsync("", "user", "password", "--email", "a@example.org")).RefusedWith("standard input");
        (await _rig.RunAsync("another long phrase\n", "user", "password", "--email", "nobody@example.org")).RefusedWith("no account nobody@example.org");
        var set = await _rig.RunAsync("another long phrase\n", "user", "password", "--email", "a@example.org");
        set.Done();
        Assert.Contains("every session", set.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("another long phrase", _rig.Transcript, StringComparison.Ordinal);
        Assert.Equal("Two-factor sign-in was off already.", (await _rig.RunAsync("user two-factor-off --email a@example.org")).Output);
    }

    [Fact]
    public async Task Target_OwnWalletOrTwice_IsRefused()
    {
        await _rig.RunAsync(Password + "\n", "user", "add", "--email", "a@example.org");
        var own = Json(await _rig.RunAsync("wallet add --email a@example.org --generate --json")).GetProperty("signer").GetString();
        (await _rig.RunAsync($"target add --email a@example.org --wallet {Wallet}")).Done();

        (await _rig.RunAsync($"target add --email a@example.org --wallet {Wallet}")).RefusedWith("already");
        (await _rig.RunAsync($"target add --email a@example.org --wallet {own}")).RefusedWith("own");
    }

    [Fact]
    public async Task WrongMasterKey_IsSaidBeforeAnythingStarts()
    {
        (await _rig.RunAsync("health-check")).Done();
        await File.WriteAllTextAsync(_rig.MasterKeyFile, new string('a', 64));

        (await _rig.RunAsync("serve")).RefusedWith("is not the one that this database was encrypted with");
    }

    [Theory]
    [InlineData("Venue:Mod", "Live", "Venue:Mod is not a setting")]
    [InlineData("Venue:Mode", "Real", "Venue:Mode cannot be 'Real'")]
    [InlineData("Venue:Mode", "2", "Venue:Mode cannot be '2'")]
    [InlineData("Polymarket:ClobUr", "http://x", "Polymarket:ClobUr is not a setting")]
    [InlineData("Polymarket:ClobUrl", "nonsense", "Polymarket:ClobUrl")]
    [InlineData("Trading:OrdersInFlight", "0", "OrdersInFlight")]
    [InlineData("Mirroring:Speed", "3", "Mirroring:Speed is not a setting")]
    [InlineData("ConnectionStrings:CopyTrade", "Host=127.0.0.1;Port=1;Username=x;Password=y;Timeout=2", "127.0.0.1:1 does not answer")]
    [InlineData("ConnectionStrings:CopyTrade", "nonsense", "not a PostgreSQL connection string")]
    [InlineData("Data:Directory", "/proc/nowhere", "/proc/nowhere cannot be used")]
    public async Task Setting_UnknownOrWrong_StopsTheStartAndIsNamed(string setting, string value, string words) =>
        (await _rig.With(setting, value).RunAsync("health-check")).RefusedWith(words);

    [Fact]
    public async Task HealthCheck_OfAVenueThatDoesNotAnswer_Fails()
    {
        var health = await _rig.With("Polymarket:ClobUrl", "http://127.0.0.1:1").With("Polymarket:DataApiUrl", "http://127.0.0.1:1").RunAsync("health-check");

        Assert.Equal(1, health.Code);
        Assert.Contains("FAIL order_api", health.Output);
        Assert.Equal("The venue at http://127.0.0.1:1 does not answer.", health.Error);
    }

    [Fact]
    public async Task MissingPostgres_IsSaidWithWhatToInstall()
    {
        var bare = await _rig.With("ConnectionStrings:CopyTrade", null).With("Data:PostgresPrograms", "/nowhere").RunAsync("migrate");

        bare.RefusedWith("PostgreSQL");
    }

    [Fact]
    public async Task Serve_OnABusyPort_NamesTheAddressAndTheSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        (await _rig.With("ASPNETCORE_URLS", $"http://127.0.0.1:{port}").RunAsync("serve")).RefusedWith("ASPNETCORE_URLS");
    }

    [Fact]
    public async Task Serve_WithACorruptRecording_IsRefused()
    {
        var file = Path.Combine(_rig.DataDirectory, "broken.jsonl.gz");
        await File.WriteAllTextAsync(file, "this is not gzip");

        (await _rig.RunAsync($"serve --replay {file}")).RefusedWith("broken.jsonl.gz");
    }

    [Fact]
    public async Task Replay_WithAnotherVenueConfigured_IsRefused()
    {
        var file = Path.Combine(_rig.DataDirectory, "some.jsonl");
        await File.WriteAllTextAsync(file, "{}\n");

        (await _rig.With("Polymarket:ClobUrl", "http://127.0.0.1:1").RunAsync($"serve --replay {file}")).RefusedWith("--replay");
    }

    [Fact]
    public async Task Help_IsNotAFailure()
    {
        var help = await _rig.RunAsync("--help");

        Assert.Equal(0, help.Code);
        Assert.Contains("health-check", help.Output);
    }

    private static JsonElement Json(CliResult result) => JsonDocument.Parse(result.Output).RootElement;
}
