using System.Text.Json.Nodes;
using CopyTrade.Simulator;

namespace CopyTrade.Tests.Simulator;

public sealed class OrderAcceptanceTests : IAsyncLifetime
{
    private readonly SteppedClock _clock = new();
    private SimulatorHost _venue = null!;
    private TestTrader _trader = null!;
    private JsonNode _market = null!;

    public async Task InitializeAsync()
    {
        _venue = await SimulatorHost.StartAsync(new() { Leaders = false }, _clock, null, CancellationToken.None);
        _trader = await TestTrader.ConnectAsync(_venue, _clock);
        _market = (await _trader.AskAsync(_venue.ControlUrl, "/markets")).AsArray().First(m => !(bool)m!["negRisk"]! && (decimal)m["tick"]! == 0.01m)!;
    }

    public async Task DisposeAsync()
    {
        _trader.Dispose();
        await _venue.DisposeAsync();
    }

    private string Token => (string)_market["tokens"]![0]!;

    private decimal BestBid => (decimal)_market["books"]![0]!["bestBid"]!;

    private decimal BestAsk => (decimal)_market["books"]![0]!["bestAsk"]!;

    private async Task<JsonArray> ReceivedAsync() => (await _trader.AskAsync(_venue.ControlUrl, "/orders")).AsArray();

    [Fact]
    public async Task PostOrder_RestingOrder_IsLiveUnderItsHash()
    {
        var (id, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC");

        var (status, answer) = await _trader.PostAsync(body);
        var (_, order) = await _trader.GetAsync("/data/order/" + id);

        Assert.Equal(200, status);
        Assert.Equal((id, "live", ""), ((string)answer["orderID"]!, (string)answer["status"]!, (string)answer["errorMsg"]!));
        Assert.Equal(("LIVE", "10", "0.1"), ((string)order["status"]!, (string)order["original_size"]!, (string)order["price"]!));
    }

    public static TheoryData<string, JsonNode> AlteredFields => new()
    {
        { "salt", 7 },
        { "maker", "0x2222222222222222222222222222222222222222" },
        { "signer", "0x2222222222222222222222222222222222222222" },
        { "tokenId", "other" },
        { "makerAmount", "900000" },
        { "takerAmount", "20000000" },
        { "side", "SELL" },
        { "signatureType", 1 },
        { "signatureType", 3 },
        { "timestamp", "1713398400001" },
        { "metadata", "0x" + new string('1', 64) },
        { "builder", "0x" + new string('2', 64) },
        { "signature", "flip" },
        { "expiration", "1999999999" },
    };

    [Theory]
    [MemberData(nameof(AlteredFields))]
    public async Task PostOrder_OneFieldAlteredAfterSigning_IsRefused(string field, JsonNode value)
    {
        var (_, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC");
        var order = body["order"]!;
        order[field] = (field, value.ToString()) switch
        {
            ("tokenId", _) => (string)_market["tokens"]![1]!,
            ("signature", _) => Flip((string)order["signature"]!),
            _ => value.DeepClone(),
        };

        var (status, answer) = await _trader.PostAsync(body);

        Assert.Equal(400, status);
        Assert.NotEmpty((string)answer["error"]!);
        Assert.DoesNotContain(await ReceivedAsync(), o => (bool)o!["accepted"]!);
    }

    [Fact]
    public async Task PostOrder_SignedForTheOtherExchange_IsRefused()
    {
        var (_, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC", negRisk: true);

        var (status, answer) = await _trader.PostAsync(body);

        Assert.Equal((400, "invalid signature"), (status, (string)answer["error"]!));
    }

    [Fact]
    public async Task PostOrder_SameBytesAgain_IsDuplicatedAndTakenOnce()
    {
        var (id, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC");
        await _trader.PostAsync(body);

        var (status, answer) = await _trader.PostAsync(body);

        Assert.Equal((400, $"order {id} is invalid. Duplicated."), (status, (string)answer["error"]!));
        Assert.Equal(1, (await ReceivedAsync()).Count(o => (bool)o!["accepted"]!));
    }

    [Fact]
    public async Task PostOrder_DepositWallet_IsTakenWithTheWrappedSignature()
    {
        const string wallet = "0x1111111111111111111111111111111111111111";
        var (id, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m) with { Maker = wallet, Signer = wallet, SignatureType = 3 }, "GTC");

        var (status, answer) = await _trader.PostAsync(body);
        var (_, balance) = await _trader.GetAsync("/balance-allowance?asset_type=COLLATERAL&signature_type=3");

        Assert.Equal((200, id), (status, (string?)answer["orderID"]));
        Assert.Equal("1000000000", (string)balance["balance"]!);
    }

    [Fact]
    public async Task PostOrder_SafeOfTheSigner_IsTakenAndAnyOtherSafeIsNot()
    {
        var safe = CopyTrade.Simulator.Signing.DerivedWallets.SafeOf(_trader.Key.Address);
        var own = await _trader.PostAsync(_trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m) with { Maker = safe, SignatureType = 2 }, "GTC").Body);
        var other = await _trader.PostAsync(_trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m) with { Maker = "0x3333333333333333333333333333333333333333", SignatureType = 2 }, "GTC").Body);

        Assert.Equal(200, own.Status);
        Assert.Equal("invalid signature", (string)other.Body["error"]!);
    }

    [Fact]
    public async Task PostOrder_BrokenRules_AreNamedInTheVenuesWords()
    {
        async Task<string> ErrorOf(TestOrder order, string type, bool postOnly = false, long expiration = 0) =>
            (string)(await _trader.PostAsync(_trader.Sign(order, type, postOnly: postOnly, expiration: expiration).Body)).Body["error"]!;

        Assert.Contains("breaks minimum tick size rule: 0.01", await ErrorOf(_trader.Order(Token, "BUY", 10m, 0.105m), "GTC"), StringComparison.Ordinal);
        Assert.Contains("Size (4) lower than the minimum: 5", await ErrorOf(_trader.Order(Token, "BUY", 4m, 0.10m), "GTC"), StringComparison.Ordinal);
        Assert.Contains("min size: $1", await ErrorOf(_trader.Order(Token, "BUY", 1m, 0.90m), "FAK"), StringComparison.Ordinal);
        Assert.Contains("max accuracy of 2 decimals", await ErrorOf(_trader.Order(Token, "BUY", 12.35m, 0.11m), "FAK"), StringComparison.Ordinal);
        Assert.Contains("not enough balance / allowance: the balance is not enough", await ErrorOf(_trader.Order(Token, "BUY", 20_000m, 0.10m), "GTC"), StringComparison.Ordinal);
        Assert.Contains("not enough balance / allowance", await ErrorOf(_trader.Order(Token, "SELL", 10m, 0.90m), "GTC"), StringComparison.Ordinal);
        Assert.Contains("order crosses book", await ErrorOf(_trader.Order(Token, "BUY", 10m, BestAsk), "GTC", postOnly: true), StringComparison.Ordinal);
        Assert.Contains("no orders found to match with FAK order", await ErrorOf(_trader.Order(Token, "BUY", 50m, 0.10m), "FAK"), StringComparison.Ordinal);
        Assert.Contains("FOK orders are fully filled or killed", await ErrorOf(_trader.Order(Token, "BUY", 1_000m, BestBid), "FOK"), StringComparison.Ordinal);
        Assert.Contains("invalid expiration", await ErrorOf(_trader.Order(Token, "BUY", 10m, 0.10m), "GTD", expiration: _clock.GetUtcNow().ToUnixTimeSeconds() + 60), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostOrder_OwnerIsAnotherKey_IsRefused()
    {
        using var stranger = await TestTrader.ConnectAsync(_venue, _clock, TestKey.Numbered(1));
        var (_, body) = stranger.Sign(stranger.Order(Token, "BUY", 10m, 0.10m), "GTC");
        body["owner"] = _trader.Owner;

        var (status, answer) = await stranger.PostAsync(body);

        Assert.Equal((400, "the order owner has to be the owner of the API KEY"), (status, (string)answer["error"]!));
    }

    [Fact]
    public async Task Cancel_RestingOrder_IsCanceledOnce()
    {
        var (id, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC");
        await _trader.PostAsync(body);
        var cancel = new JsonObject { ["orderID"] = id }.ToJsonString();

        var (_, first) = await _trader.SendAsync(HttpMethod.Delete, "/order", cancel);
        var (_, second) = await _trader.SendAsync(HttpMethod.Delete, "/order", cancel);

        Assert.Equal(id, (string)first["canceled"]![0]!);
        Assert.Empty(second["canceled"]!.AsArray());
        Assert.NotNull(second["not_canceled"]![id]);
    }

    [Theory]
    [InlineData("acceptThenReset")]
    [InlineData("rejectReset")]
    public async Task PostOrder_AnswerLost_ListSaysWhetherItWasTaken(string mode)
    {
        await _trader.AskAsync(_venue.ControlUrl, "/faults", new { postOrder = new { mode, count = 1 } });
        var (id, body) = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => _trader.PostAsync(body));
        var (status, _) = await _trader.GetAsync("/data/order/" + id);

        Assert.Equal(mode == "acceptThenReset" ? 200 : 404, status);
        Assert.Equal(mode == "acceptThenReset", (bool)(await ReceivedAsync()).Single(o => (string)o!["id"]! == id)!["accepted"]!);
    }

    [Fact]
    public async Task PostOrders_Batch_MarksTheRefusedByTextAlone()
    {
        var good = _trader.Sign(_trader.Order(Token, "BUY", 10m, 0.10m), "GTC").Body;
        var bad = _trader.Sign(_trader.Order(Token, "BUY", 1m, 0.10m), "GTC").Body;

        var (status, answer) = await _trader.SendAsync(HttpMethod.Post, "/orders", new JsonArray(good, bad).ToJsonString());

        Assert.Equal(200, status);
        Assert.Equal("", (string)answer[0]!["errorMsg"]!);
        Assert.Equal((true, ""), ((bool)answer[1]!["success"]!, (string)answer[1]!["orderID"]!));
        Assert.Contains("lower than the minimum", (string)answer[1]!["errorMsg"]!, StringComparison.Ordinal);
    }

    private static string Flip(string hex) => hex[..10] + (hex[10] == '0' ? '1' : '0') + hex[11..];
}
