using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Tests.Architecture;
using CopyTrade.Tests.Domain.Signals;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Signals;
using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Features.Signals;

/// <summary>The whole program: intents by HTTP and by file, set up by the command line as a user would.</summary>
public sealed class IntentHostTests
{
    private const string Email = "signals@example.org";

    [Fact]
    public async Task Intents_ByHttpAndByFile_BecomeOneConfirmedOrderEach()
    {
        var port = FreePort();
        var file = "";
        await using var rig = await HostRig.StartAsync(HostRoles.All, cli =>
        {
            file = Path.Combine(cli.DataDirectory, "in", "intents.jsonl");
            cli.With("Signals:Listen", $"127.0.0.1:{port}").With("Signals:Files:0:Path", file).With("Signals:Files:0:Account", Email);
        }, pricesWalk: false);
        var key = await rig.KeyAsync(Email, "signals:write,wallet:read,orders:read");
        (await rig.Cli.RunAsync($"wallet add --email {Email} --generate")).Done();
        (await rig.Cli.RunAsync($"signals set --email {Email} FOLLOW_TRADERS={SignalText.Trader} COPY_SIZING_STRATEGY=FIXED COPY_SIZE=5 MAX_INTENT_AGE_SECONDS=600 MAX_SLIPPAGE_PERCENT=100")).Done();
        await Rig.UntilAsync(Wait.Limit, async () => (await rig.SendAsync(HttpMethod.Get, "/api/v1/poly/wallet/status", key)).Json.GetProperty("trading_ready").GetBoolean());
        var tokens = await TokensAsync(rig);
        var (first, second) = (SignalEngineTests.Buy(tokens[0]).ToJsonString(), SignalEngineTests.Buy(tokens[1]).ToJsonString());

        using var intents = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        Assert.Equal((200, "accepted"), await PostAsync(intents, key, first, "status"));
        Assert.Equal((400, "duplicate"), await PostAsync(intents, key, first, "code"));
        Assert.Equal(HttpStatusCode.NotFound, (await intents.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.AppendAllTextAsync(file, "rubbish\n" + first + "\n" + second + "\n");
        System.Text.Json.JsonElement stats = default;
        await Rig.UntilAsync(Wait.Limit, async () => (stats = await StatsAsync(rig, key)).GetProperty("executions").GetInt32() == 2, () => stats.GetRawText());

        Assert.Equal((2, 3), (stats.GetProperty("validated").GetInt32(), stats.GetProperty("rejected").GetInt32()));
        Assert.Equal((2, 1), (stats.GetProperty("rejections").GetProperty("duplicate").GetInt32(), stats.GetProperty("rejections").GetProperty("schema_invalid").GetInt32()));
        var orders = (await rig.SendAsync(HttpMethod.Get, "/api/v1/poly/copy-trade/orders", key)).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["signal", "signal"], orders.Select(order => order.GetProperty("origin").GetString()));
        (await rig.Cli.RunAsync($"signals health-check --email {Email}")).Done();
    }

    [Fact]
    public async Task Post_WithoutAKeyOrItsScope_IsRefused()
    {
        await using var rig = await HostRig.StartAsync(HostRoles.Ui);
        var other = await rig.KeyAsync(Email, "targets:write");

        Assert.Equal(401, (await rig.SendAsync(HttpMethod.Post, "/intent", null, SignalText.Buy().ToJsonString())).Status);
        Assert.Equal(403, (await rig.SendAsync(HttpMethod.Post, "/intent", other, SignalText.Buy().ToJsonString())).Status);
        Assert.Equal(401, (await rig.SendAsync(HttpMethod.Get, "/intent/stats")).Status);
    }

    [Fact]
    public async Task Post_ABadIntent_NamesTheFieldAndTheCode()
    {
        await using var rig = await HostRig.StartAsync(HostRoles.Ui);
        var key = await rig.KeyAsync(Email, "signals:write");

        var answer = await rig.SendAsync(HttpMethod.Post, "/intent", key, SignalText.Buy().With("size_usdc", -1).ToJsonString());

        Assert.Equal((400, "schema_invalid", "size_usdc"), (answer.Status, answer.Json.GetProperty("code").GetString(), answer.Json.GetProperty("field").GetString()));
        Assert.Equal("out_of_range", answer.Json.GetProperty("errors")[0].GetProperty("problem").GetString());
        Assert.Equal("profile_unknown", (await rig.SendAsync(HttpMethod.Post, "/intent", key, SignalText.Buy().ToJsonString())).Json.GetProperty("code").GetString());
        (await rig.Cli.RunAsync($"signals set --email {Email}")).Done();
        Assert.Equal("allowlist_empty", (await rig.SendAsync(HttpMethod.Post, "/intent", key, SignalText.Buy().ToJsonString())).Json.GetProperty("code").GetString());
        (await rig.Cli.RunAsync($"signals health-check --email {Email}")).RefusedButPrinted("allows no trader");
    }

    [Fact]
    public async Task Replay_OfAFileTwice_WritesTheSameBytesAndStoresNothing()
    {
        await using var rig = await HostRig.StartAsync(HostRoles.Ui);
        var key = await rig.KeyAsync(Email, "signals:write");
        (await rig.Cli.RunAsync($"signals set --email {Email} FOLLOW_TRADERS={SignalText.Trader}")).Done();
        var (file, a, b) = (Path.Combine(rig.Cli.DataDirectory, "old.jsonl"), Path.Combine(rig.Cli.DataDirectory, "a"), Path.Combine(rig.Cli.DataDirectory, "b"));
        await File.WriteAllLinesAsync(file, [SignalText.Buy().ToJsonString(), SignalText.Buy(size: 101m).ToJsonString()]);

        (await rig.Cli.RunAsync($"replay-intents {file} --email {Email} --out {a}")).Done();
        (await rig.Cli.RunAsync($"replay-intents {file} --email {Email} --out {b}")).Done();

        Assert.Equal(await File.ReadAllBytesAsync(a), await File.ReadAllBytesAsync(b));
        Assert.EndsWith("{\"validated\":1,\"rejected\":1}\n", await File.ReadAllTextAsync(a));
        Assert.Equal(0, (await StatsAsync(rig, key)).GetProperty("seen").GetInt32());
    }

    [Fact]
    public async Task Generator_AsAHostOfItsOwn_HoldsNoKey()
    {
        var file = "";
        await using var rig = await HostRig.StartAsync(HostRoles.Observer, cli => cli.With("Signals:EmitTo", file = Path.Combine(cli.DataDirectory, "intents.jsonl")));

        Assert.Null(rig.Host.Services.GetService(typeof(MasterKey)));
        await Rig.UntilAsync(Wait.Limit, async () => (await new CountingSession(rig.Cli.ConnectionString).CountAsync("select count(*) from signal_generator")) == 1);
    }

    [Fact]
    public void Checklist_OfTheDocument_NamesTestsThatThereAre()
    {
        var tests = typeof(IntentHostTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        var checklist = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "capabilities", "signals.md")).Split("## Checklist (R1.26)")[1].Split("\n## ")[0];
        var named = System.Text.RegularExpressions.Regex.Matches(checklist, "`(\\w+Tests\\.\\w+)`").Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count >= 10, "The checklist has lost items.");
        Assert.All(named, test => Assert.Contains(test, tests));
    }

    private static async Task<System.Text.Json.JsonElement> StatsAsync(HostRig rig, string key) => (await rig.SendAsync(HttpMethod.Get, "/intent/stats", key)).Json;

    private static async Task<(int, string?)> PostAsync(HttpClient http, string key, string body, string field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/intent") { Content = new StringContent(body) };
        request.Headers.Add("Authorization", "Bearer " + key);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())![field]?.GetValue<string>());
    }

    private static async Task<IReadOnlyList<SimulatorControl.Token>> TokensAsync(HostRig rig)
    {
        var clob = (await rig.SendAsync(HttpMethod.Get, "/status")).Json.GetProperty("venue").GetProperty("clobUrl").GetString()!;
        var venue = new SimulatorControl(rig.Http, new Uri(clob.Replace("/clob", "/control", StringComparison.Ordinal)));
        return [.. (await venue.TokensAsync()).Where(token => token.BestAsk is > 0.1m and < 0.85m).DistinctBy(token => token.ConditionId)];
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class CountingSession(string connectionString)
    {
        public async Task<long> CountAsync(string sql)
        {
            await using var connection = new Npgsql.NpgsqlConnection(connectionString);
            return await Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, sql);
        }
    }
}
