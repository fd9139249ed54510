using System.Globalization;
using CopyTrade.Simulator;

namespace CopyTrade.Tests.Simulator;

public sealed class ReplayTests : IDisposable
{
    private const string Wallet = "0x8c81db2fdd7272dcb57bc55c14d65a5b286899ae";
    private const string Condition = "0x51a27b1c9ae4fbe61a949458a03c9606fe42f29bafde73f64a9c4cb6c78b596c";
    private const string Token = "27497677890563051209825346040651837324343221766548772860406124196894273856000";
    private readonly string _folder = Directory.CreateTempSubdirectory("copytrade-replay").FullName;
    private readonly SteppedClock _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Row(long timestamp, decimal price, string side = "BUY", string hash = "null") => string.Create(CultureInfo.InvariantCulture,
        $$"""{"proxyWallet":"{{Wallet}}","side":"{{side}}","asset":"{{Token}}","conditionId":"{{Condition}}","size":6.5,"price":{{price}},"timestamp":{{timestamp}},"title":"Heron vs Otter","outcome":"Heron","name":"Reed","transactionHash":{{hash}}}""");

    private async Task<string> WriteAsync(params string[] lines)
    {
        var path = Path.Combine(_folder, "rows.jsonl");
        await File.WriteAllLinesAsync(path, lines);
        return path;
    }

    [Fact]
    public async Task Replay_SmallFile_PlaysInOrderWithTimesMovedToNow()
    {
        var known = "\"0x" + new string('a', 64) + "\"";
        var path = await WriteAsync(Row(1_767_847_210, 0.31m), "{broken", Row(1_767_847_200, 0.30m), Row(1_767_847_220, 0.29m, "SELL", known), Row(1_767_847_200, 0.30m), "{\"side\":\"BUY\"}");
        await using var venue = await SimulatorHost.StartAsync(new() { ReplayFile = path, ReplaySpeed = 10m }, _clock, null, CancellationToken.None);
        using var trader = await TestTrader.ConnectAsync(venue, _clock);

        _clock.Advance(TimeSpan.FromSeconds(5.4));
        var early = (await trader.AskAsync(venue.DataApiUrl, "/trades?user=" + Wallet)).AsArray();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var rows = (await trader.AskAsync(venue.DataApiUrl, "/trades?user=" + Wallet)).AsArray();
        var state = await trader.AskAsync(venue.ControlUrl, "/replay");

        Assert.Equal(2, early.Count);
        Assert.Equal([0.29m, 0.31m, 0.30m, 0.30m], rows.Select(r => (decimal)r!["price"]!));
        Assert.InRange((long)rows[0]!["timestamp"]!, _clock.GetUtcNow().ToUnixTimeSeconds() - 2, _clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.Equal("0x" + new string('a', 64), (string)rows[0]!["transactionHash"]!);
        Assert.All(rows.Skip(1), r => Assert.StartsWith("0x5e17", (string)r!["transactionHash"]!, StringComparison.Ordinal));
        Assert.Equal(3, rows.Skip(1).Select(r => (string)r!["transactionHash"]!).Distinct().Count());
        Assert.Equal((4, 4, 2, 3, true), ((int)state["rows"]!, (int)state["played"]!, (int)state["skipped"]!, (int)state["synthetic"]!, (bool)state["done"]!));
    }

    [Fact]
    public async Task Replay_AfterATrade_OffersItsPriceToACopy()
    {
        var path = await WriteAsync(Row(1_767_847_200, 0.29999992499998124m));
        await using var venue = await SimulatorHost.StartAsync(new() { ReplayFile = path }, _clock, null, CancellationToken.None);
        using var trader = await TestTrader.ConnectAsync(venue, _clock);
        _clock.Advance(TimeSpan.FromSeconds(6));

        var market = (await trader.AskAsync(venue.GammaUrl, "/markets?condition_ids=" + Condition)).AsArray().Single()!;
        var (status, answer) = await trader.PostAsync(trader.Sign(trader.Order(Token, "BUY", 20m, 0.30m), "FAK").Body);

        Assert.Equal("Heron vs Otter", (string)market["question"]!);
        Assert.Equal((200, "20"), (status, (string?)answer["takingAmount"] ?? answer.ToJsonString()));
    }

    [Fact]
    public async Task Start_MissingOrUselessFile_IsRefusedInOneSentence()
    {
        var useless = await WriteAsync("nothing", "{}");

        var missing = await Assert.ThrowsAsync<SimulatorStartException>(() => SimulatorHost.StartAsync(new() { ReplayFile = Path.Combine(_folder, "none.jsonl") }, _clock, null, CancellationToken.None));
        var empty = await Assert.ThrowsAsync<SimulatorStartException>(() => SimulatorHost.StartAsync(new() { ReplayFile = useless }, _clock, null, CancellationToken.None));

        Assert.Contains("does not exist", missing.Message, StringComparison.Ordinal);
        Assert.Contains("no usable row (2 lines skipped)", empty.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BusyPort_IsRefusedNamingThePort()
    {
        await using var first = await SimulatorHost.StartAsync(new() { Leaders = false }, _clock, null, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<SimulatorStartException>(() => SimulatorHost.StartAsync(new() { Port = first.Port }, _clock, null, CancellationToken.None));

        Assert.Contains(first.Port.ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }
}
