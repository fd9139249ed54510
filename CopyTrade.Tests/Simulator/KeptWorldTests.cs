using System.Text.Json.Nodes;
using CopyTrade.Simulator;
using CopyTrade.Tests.Infrastructure.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Simulator;

public sealed class KeptWorldTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kept-world").FullName;
    private readonly SteppedClock _clock = new();

    private string StateFile => Path.Combine(_folder, "world.json.gz");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, InlineData(false), InlineData(true)]
    public async Task Restart_InOrderOrByKill_KeepsBalancesOrdersTradesKeysAndRows(bool isKilled)
    {
        string filled, resting, trade;
        JsonNode before;
        TestTrader trader;
        await using (var venue = await StartAsync(StateFile))
        {
            trader = await TestTrader.ConnectAsync(venue, _clock);
            var token = await TokenAsync(trader, venue);
            var (filledId, filledBody) = trader.Sign(trader.Order(token, "BUY", 20m, 0.90m), "FAK");
            trade = (string)(await trader.PostAsync(filledBody)).Body["tradeIDs"]![0]!;
            var (restingId, restingBody) = trader.Sign(trader.Order(token, "BUY", 50m, 0.02m), "GTC");
            Assert.Equal("live", (string?)(await trader.PostAsync(restingBody)).Body["status"]);
            (filled, resting) = (filledId, restingId);
            _clock.Advance(TimeSpan.FromMilliseconds(1100));   // in a block, not final
            before = await PictureAsync(trader, token, filled, resting, trade);
            if (isKilled) File.Copy(StateFile, StateFile + ".killed");
        }

        await using (var venue = await StartAsync(isKilled ? StateFile + ".killed" : StateFile))
        {
            using var again = trader.At(venue);
            var token = await TokenAsync(again, venue);
            Assert.Equal(before.ToJsonString(), (await PictureAsync(again, token, filled, resting, trade)).ToJsonString());

            _clock.Advance(TimeSpan.FromSeconds(4));
            Assert.Equal("CONFIRMED", (string?)(await again.GetAsync("/data/trades?id=" + trade)).Body["data"]![0]!["status"]);
            Assert.NotEmpty((await again.AskAsync(venue.DataApiUrl, "/trades?user=" + again.Key.Address)).AsArray());

            var (_, sell) = again.Sign(again.Order(token, "SELL", 20m, 0.06m), "FAK");
            var sold = (await again.PostAsync(sell)).Body;
            Assert.True((string?)sold["status"] == "matched", sold.ToJsonString());
            Assert.Contains("canceled", (await again.SendAsync(HttpMethod.Delete, "/order", new JsonObject { ["orderID"] = resting }.ToJsonString())).Body.ToJsonString(), StringComparison.Ordinal);
        }

        trader.Dispose();
    }

    [Fact]
    public async Task Start_FileIsDamaged_SaysSoOnceAndBeginsANewWorld()
    {
        await File.WriteAllTextAsync(StateFile, "no world");
        using var lines = new CollectingLogger();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(lines));

        await using var venue = await SimulatorHost.StartAsync(new() { Leaders = false, StateFile = StateFile }, _clock, logging, CancellationToken.None);

        Assert.Single(lines.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal));
        using var trader = await TestTrader.ConnectAsync(venue, _clock);
    }

    [Fact]
    public async Task Start_FileIsInUse_LeavesItToTheOther()
    {
        await using var first = await StartAsync(StateFile);
        await using var second = await StartAsync(StateFile);

        using var trader = await TestTrader.ConnectAsync(second, _clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await second.DisposeAsync();

        using var customer = await TestTrader.ConnectAsync(first, _clock);
        Assert.Single((await customer.AskAsync(first.ControlUrl, "/state"))["customers"]!.AsArray());
    }

    private Task<SimulatorHost> StartAsync(string file) => SimulatorHost.StartAsync(new() { Leaders = false, StateFile = file }, _clock, null, CancellationToken.None);

    private static async Task<string> TokenAsync(TestTrader trader, SimulatorHost venue) =>
        (string)(await trader.AskAsync(venue.ControlUrl, "/markets")).AsArray().First(m => (decimal)m!["feeRate"]! == 0.05m && (decimal)m["tick"]! == 0.01m)!["tokens"]![0]!;

    private static async Task<JsonNode> PictureAsync(TestTrader trader, string token, string filled, string resting, string trade) => new JsonObject
    {
        ["usdc"] = (await trader.GetAsync("/balance-allowance?asset_type=COLLATERAL&signature_type=0")).Body.DeepClone(),
        ["shares"] = (await trader.GetAsync($"/balance-allowance?asset_type=CONDITIONAL&token_id={token}&signature_type=0")).Body.DeepClone(),
        ["filled"] = (await trader.GetAsync("/data/order/" + filled)).Body.DeepClone(),
        ["resting"] = (await trader.GetAsync("/data/order/" + resting)).Body.DeepClone(),
        ["open"] = (await trader.GetAsync("/data/orders")).Body.DeepClone(),
        ["trade"] = (await trader.GetAsync("/data/trades?id=" + trade)).Body.DeepClone(),
    };
}
