using System.Text.Json.Nodes;
using CopyTrade.Simulator;

namespace CopyTrade.Tests.Simulator;

public sealed class FeedTests : IAsyncLifetime
{
    private const string Wallet = "0x00000000000000000000000000000000000000aa";
    private readonly SteppedClock _clock = new();
    private SimulatorHost _venue = null!;
    private TestTrader _trader = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _venue = await SimulatorHost.StartAsync(new() { Leaders = false }, _clock, null, CancellationToken.None);
        _trader = await TestTrader.ConnectAsync(_venue, _clock);
        _token = (string)(await _trader.AskAsync(_venue.ControlUrl, "/markets"))[0]!["tokens"]![0]!;
    }

    public async Task DisposeAsync()
    {
        _trader.Dispose();
        await _venue.DisposeAsync();
    }

    private Task<JsonNode> TradeAsync(decimal size, object? legs = null, int repeat = 1) =>
        _trader.AskAsync(_venue.ControlUrl, "/trade", new { wallet = Wallet, tokenId = _token, side = "BUY", size, price = 0.5m, legs, repeat });

    [Fact]
    public async Task Trades_LegsOfOneTransaction_AreSeveralRowsAfterTheLag()
    {
        var answer = await TradeAsync(30m, legs: 3, repeat: 2);
        var before = (await _trader.AskAsync(_venue.DataApiUrl, "/v2/trades?user=" + Wallet))["data"]!.AsArray();
        _clock.Advance(TimeSpan.FromMilliseconds(350));
        var after = (await _trader.AskAsync(_venue.DataApiUrl, "/v2/trades?user=" + Wallet))["data"]!.AsArray();

        Assert.Empty(before);
        Assert.Equal(6, after.Count);
        Assert.All(after, r => Assert.Equal(((string)answer["transactionHash"]!, 10m), ((string)r!["transaction_hash"]!, (decimal)r["size"]!)));
    }

    [Fact]
    public async Task V2Trades_Cursor_PagesToOlderRowsWithoutGapOrRepeat()
    {
        for (var i = 1; i <= 7; i++)
        {
            await TradeAsync(i);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        var sizes = new List<decimal>();
        string? cursor = null;
        do
        {
            var page = await _trader.AskAsync(_venue.DataApiUrl, "/v2/trades?limit=3" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            sizes.AddRange(page["data"]!.AsArray().Select(r => (decimal)r!["size"]!));
            cursor = (string?)page["pagination"]!["next_cursor"];
        }
        while (cursor is not null);

        Assert.Equal([7m, 6m, 5m, 4m, 3m, 2m, 1m], sizes);
        Assert.NotNull((await _trader.AskAsync(_venue.DataApiUrl, "/v2/trades?offset=1"))["error"]);
    }

    [Fact]
    public async Task Trades_SpoiledFeed_StillHoldsEveryTrueRow()
    {
        await TradeAsync(5m);
        await TradeAsync(6m);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _trader.AskAsync(_venue.ControlUrl, "/faults", new { data = new { repeatRows = true, reverseRows = true, nullFields = true, nanPrice = true, unknownEnum = true, hugeRows = 200 } });

        var rows = (await _trader.AskAsync(_venue.DataApiUrl, "/trades?user=" + Wallet)).AsArray();
        await _trader.AskAsync(_venue.ControlUrl, "/reset-faults", new { });
        var clean = (await _trader.AskAsync(_venue.DataApiUrl, "/trades?user=" + Wallet)).AsArray();

        Assert.Equal(200, rows.Count);
        Assert.Equal(2, rows.Count(r => (string?)r!["transactionHash"] == (string?)clean[0]!["transactionHash"]));
        Assert.Contains(rows, r => r!["price"]?.ToString() == "NaN");
        Assert.Contains(rows, r => (string?)r!["side"] == "HOLD");
        Assert.Equal(2, clean.Count);
    }

    [Fact]
    public async Task ActivityStream_Trade_IsToldWithItsWallet()
    {
        using var socket = await TestSocket.OpenAsync(_venue.ActivityStreamUrl, """{"action":"subscribe","subscriptions":[{"topic":"activity","type":"orders_matched"}]}""");
        await socket.SyncAsync();

        var answer = await TradeAsync(12m);
        var message = await socket.ReadUntilAsync(m => (string?)m["topic"] == "activity");

        Assert.Equal("orders_matched", (string)message["type"]!);
        Assert.Equal((Wallet, 12m, (string)answer["transactionHash"]!), ((string)message["payload"]!["proxyWallet"]!, (decimal)message["payload"]!["size"]!, (string)message["payload"]!["transactionHash"]!));
    }

    [Fact]
    public async Task MarketStream_Subscription_StartsWithTheBookAndTellsPrints()
    {
        using var socket = await TestSocket.OpenAsync(_venue.MarketStreamUrl, $$"""{"assets_ids":["{{_token}}"],"type":"market","initial_dump":true}""");
        var dump = await socket.ReadUntilAsync(m => m is JsonArray);

        await TradeAsync(12m);
        var print = await socket.ReadUntilAsync(m => m is JsonObject && (string?)m["event_type"] == "last_trade_price");
        var change = await socket.ReadUntilAsync(m => m is JsonObject && (string?)m["event_type"] == "price_change");

        Assert.Equal("book", (string)dump[0]!["event_type"]!);
        Assert.NotEmpty(dump[0]!["bids"]!.AsArray());
        Assert.Equal("12", (string)print["size"]!);
        Assert.NotEmpty(change["price_changes"]!.AsArray());
    }

    [Fact]
    public async Task Leaders_AfterTheirTrades_LeaveTheirPriceToACopy()
    {
        await using var venue = await SimulatorHost.StartAsync(new() { DataLag = TimeSpan.Zero, Seed = 7, EnforceRateLimits = false }, _clock, null, CancellationToken.None);
        var (seen, within) = (new HashSet<string>(), 0);
        for (var step = 0; step < 120; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(500));
            var rows = (await _trader.AskAsync(venue.DataApiUrl, "/trades?limit=10")).AsArray();
            foreach (var row in rows.Where(r => seen.Add((string)r!["transactionHash"]!)))
            {
                // BUY asks for the bid, SELL for the ask.
                var side = (string)row!["side"]!;
                var opposite = decimal.Parse((string)(await _trader.AskAsync(venue.ClobUrl, $"/price?token_id={row["asset"]}&side={(side == "BUY" ? "SELL" : "BUY")}"))["price"]!, System.Globalization.CultureInfo.InvariantCulture);
                within += (side == "BUY" ? opposite <= (decimal)row["price"]! : opposite >= (decimal)row["price"]!) ? 1 : 0;
            }
        }

        Assert.True(seen.Count >= 20, $"{seen.Count} trades");
        Assert.True(within >= seen.Count * 3 / 4, $"{within} of {seen.Count} within reach");
    }

    [Fact]
    public async Task World_SameSeed_TellsTheSameStory()
    {
        async Task<string> StoryAsync(int seed)
        {
            var clock = new SteppedClock();
            await using var venue = await SimulatorHost.StartAsync(new() { Seed = seed }, clock, null, CancellationToken.None);
            clock.Advance(TimeSpan.FromMinutes(2));
            return (await _trader.AskAsync(venue.DataApiUrl, "/trades?limit=1000&takerOnly=false")).ToJsonString();
        }

        var first = await StoryAsync(3);

        Assert.Equal(first, await StoryAsync(3));
        Assert.NotEqual(first, await StoryAsync(4));
    }

    [Fact]
    public async Task Leaders_WithinTwentySeconds_EachBusyOneTrades()
    {
        await using var venue = await SimulatorHost.StartAsync(new(), _clock, null, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(20));
        var leaders = (await _trader.AskAsync(venue.ControlUrl, "/leaders")).AsArray();
        var rows = (await _trader.AskAsync(venue.DataApiUrl, "/trades?limit=500")).AsArray();
        var busy = leaders.Where(l => (decimal)l!["secondsBetween"]! <= 12m).Select(l => (string)l!["wallet"]!).ToArray();

        Assert.True(busy.Length >= 3);
        Assert.All(busy, wallet => Assert.Contains(rows, r => (string)r!["proxyWallet"]! == wallet));
    }
}
