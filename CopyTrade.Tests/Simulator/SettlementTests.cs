using System.Text.Json.Nodes;
using CopyTrade.Simulator;

namespace CopyTrade.Tests.Simulator;

public sealed class SettlementTests : IAsyncLifetime
{
    private readonly SteppedClock _clock = new();
    private SimulatorHost _venue = null!;
    private TestTrader _trader = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _venue = await SimulatorHost.StartAsync(new() { Leaders = false }, _clock, null, CancellationToken.None);
        _trader = await TestTrader.ConnectAsync(_venue, _clock);
        var market = (await _trader.AskAsync(_venue.ControlUrl, "/markets")).AsArray().First(m => (decimal)m!["feeRate"]! == 0.05m && (decimal)m["tick"]! == 0.01m)!;
        _token = (string)market["tokens"]![0]!;
    }

    public async Task DisposeAsync()
    {
        _trader.Dispose();
        await _venue.DisposeAsync();
    }

    private async Task<(decimal Usdc, decimal Shares)> BalancesAsync()
    {
        var (_, money) = await _trader.GetAsync("/balance-allowance?asset_type=COLLATERAL&signature_type=0");
        var (_, shares) = await _trader.GetAsync($"/balance-allowance?asset_type=CONDITIONAL&token_id={_token}&signature_type=0");
        return (decimal.Parse((string)money["balance"]!, System.Globalization.CultureInfo.InvariantCulture) / 1_000_000m, decimal.Parse((string)shares["balance"]!, System.Globalization.CultureInfo.InvariantCulture) / 1_000_000m);
    }

    private async Task<JsonNode> BuyAsync()
    {
        var (_, body) = _trader.Sign(_trader.Order(_token, "BUY", 20m, 0.90m), "FAK");
        var (status, answer) = await _trader.PostAsync(body);
        Assert.Equal((200, "matched"), (status, (string?)answer["status"] ?? answer.ToJsonString()));
        return answer;
    }

    private async Task<JsonNode> TradeAsync(JsonNode answer) => (await _trader.GetAsync("/data/trades?id=" + (string)answer["tradeIDs"]![0]!)).Body["data"]![0]!;

    [Fact]
    public async Task Trade_Matched_IsMinedThenConfirmed()
    {
        var answer = await BuyAsync();
        var matched = await TradeAsync(answer);
        var before = await BalancesAsync();
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        var mined = await TradeAsync(answer);
        var after = await BalancesAsync();
        _clock.Advance(TimeSpan.FromSeconds(3));
        var confirmed = await TradeAsync(answer);

        Assert.Equal(("MATCHED", ""), ((string)matched["status"]!, (string)matched["transaction_hash"]!));
        Assert.Equal("MINED", (string)mined["status"]!);
        Assert.Equal("CONFIRMED", (string)confirmed["status"]!);
        Assert.Equal(66, ((string)mined["transaction_hash"]!).Length);
        Assert.Equal(0m, before.Shares);
        Assert.Equal(decimal.Parse((string)answer["takingAmount"]!, System.Globalization.CultureInfo.InvariantCulture), after.Shares);
    }

    [Fact]
    public async Task Trade_BelowTheSignedPrice_ImprovesAndChargesTheFee()
    {
        var answer = await BuyAsync();
        var trade = (await _trader.AskAsync(_venue.ControlUrl, "/trades")).AsArray().Single(t => (string)t!["id"]! == (string)answer["tradeIDs"]![0]!)!;
        var (size, price, fee) = ((decimal)trade["size"]!, (decimal)trade["price"]!, (decimal)trade["fee"]!);
        var (usdc, _) = await BalancesAsync();

        Assert.True(price < 0.90m);
        Assert.Equal(decimal.Round(size * 0.05m * price * (1m - price), 5, MidpointRounding.AwayFromZero), fee);
        Assert.InRange(usdc, 1000m - 18m - fee, 1000m - 18m - fee + 0.00001m);
    }

    [Fact]
    public async Task Trade_FailedOnChain_IsUndone()
    {
        await _trader.AskAsync(_venue.ControlUrl, "/faults", new { settlement = new { neverConfirm = true, failAfterMs = 1500, count = 1 } });
        var answer = await BuyAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var waiting = await TradeAsync(answer);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var failed = await TradeAsync(answer);

        Assert.Equal("MATCHED", (string)waiting["status"]!);
        Assert.Equal("FAILED", (string)failed["status"]!);
        Assert.Equal((1000m, 0m), await BalancesAsync());
        Assert.Empty((await _trader.AskAsync(_venue.DataApiUrl, "/trades?user=" + _trader.Key.Address)).AsArray());
    }

    [Fact]
    public async Task UserStream_OwnTrade_TellsPlacementAndEachStatus()
    {
        using var socket = await TestSocket.OpenAsync(_venue.UserStreamUrl, _trader.AuthFrame);
        await socket.SyncAsync();

        await BuyAsync();
        var placement = await socket.ReadUntilAsync(m => (string?)m["event_type"] == "order");
        var matched = await socket.ReadUntilAsync(m => (string?)m["event_type"] == "trade");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var mined = await socket.ReadUntilAsync(m => (string?)m["event_type"] == "trade");
        _clock.Advance(TimeSpan.FromSeconds(3));
        var confirmed = await socket.ReadUntilAsync(m => (string?)m["event_type"] == "trade");

        Assert.Equal("PLACEMENT", (string)placement["type"]!);
        Assert.Equal(["MATCHED", "MINED", "CONFIRMED"], new[] { matched, mined, confirmed }.Select(m => (string)m["status"]!));
        Assert.Equal("TAKER", (string)matched["trader_side"]!);
    }
}
