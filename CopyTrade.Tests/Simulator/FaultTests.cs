using System.Text.Json.Nodes;
using CopyTrade.Simulator;

namespace CopyTrade.Tests.Simulator;

public sealed class FaultTests : IAsyncLifetime
{
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

    private Task<JsonNode> SetAsync(object faults) => _trader.AskAsync(_venue.ControlUrl, "/faults", faults);

    private Task<(int Status, JsonNode Body)> PostAsync() => _trader.PostAsync(_trader.Sign(_trader.Order(_token, "BUY", 10m, 0.10m), "GTC").Body);

    [Fact]
    public async Task Refusals_ForAWhile_EndByThemselvesAndAreListed()
    {
        await SetAsync(new { status425 = new { forSeconds = 5 } });
        var early = await PostAsync();
        _clock.Advance(TimeSpan.FromSeconds(6));
        await SetAsync(new { status429 = new { retryAfterSeconds = 2, count = 1 } });
        var many = await PostAsync();
        await SetAsync(new { postOnlyMode = new { forSeconds = 120 } });
        var postOnly = await PostAsync();
        _clock.Advance(TimeSpan.FromSeconds(121));
        var taken = await PostAsync();
        var list = (await _trader.AskAsync(_venue.ControlUrl, "/orders")).AsArray();

        Assert.Equal([425, 429, 503, 200], new[] { early.Status, many.Status, postOnly.Status, taken.Status });
        Assert.Equal(("post_only_mode", 120), ((string)postOnly.Body["code"]!, (int)postOnly.Body["retry_after_seconds"]!));
        Assert.Equal([false, false, false, true], list.Select(o => (bool)o!["accepted"]!));
        Assert.All(list, o => Assert.Equal(66, ((string)o!["id"]!).Length));
    }

    [Fact]
    public async Task SignerBucket_BurstAboveSixty_IsThrottledThenRefills()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 62; i++)
        {
            statuses.Add((await PostAsync()).Status);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        var later = (await PostAsync()).Status;

        Assert.Equal(60, statuses.Count(s => s == 200));
        Assert.Equal([429, 429], statuses.Skip(60));
        Assert.Equal(200, later);
    }

    [Fact]
    public async Task DataFaults_PageOrBrokenText_AnswerWithTwoHundred()
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        await SetAsync(new { data = new { dataHtml = true, count = 1 } });
        var page = await http.GetAsync(_venue.DataApiUrl + "/trades");
        await SetAsync(new { data = new { malformedJson = true, count = 1 } });
        var broken = await http.GetStringAsync(_venue.DataApiUrl + "/v2/trades");
        var whole = await http.GetStringAsync(_venue.DataApiUrl + "/v2/trades");

        Assert.Equal(("text/html", true), (page.Content.Headers.ContentType!.MediaType, page.IsSuccessStatusCode));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(broken));
        Assert.NotNull(JsonNode.Parse(whole)!["pagination"]);
    }

    [Fact]
    public async Task Faults_UnknownName_IsRefused()
    {
        var answer = await SetAsync(new { gremlins = true });

        Assert.Contains("gremlins", (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_ClosedAndRefused_ComeBackAfterReset()
    {
        const string subscribe = """{"action":"subscribe","subscriptions":[{"topic":"activity","type":"trades"}]}""";
        using var open = await TestSocket.OpenAsync(_venue.ActivityStreamUrl, subscribe);
        await open.SyncAsync();
        await SetAsync(new { streams = new { refuseConnect = true } });

        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(open.ReadTextAsync);
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(() => TestSocket.OpenAsync(_venue.ActivityStreamUrl, subscribe));
        await _trader.AskAsync(_venue.ControlUrl, "/reset-faults", new { });
        using var again = await TestSocket.OpenAsync(_venue.ActivityStreamUrl, subscribe);
        await again.SyncAsync();
    }
}
