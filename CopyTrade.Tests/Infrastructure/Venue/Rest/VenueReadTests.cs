using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue.Rest;

public sealed class VenueReadTests
{
    private const string Trade = """
        {"id":"t1","taker_order_id":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","market":"0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
         "asset_id":"123","side":"BUY","size":"10","price":"0.5","status":"TRADE_STATUS_MINED","match_time":"1767225600","transaction_hash":"","trader_side":"TAKER","maker_orders":[]}
        """;

    private static readonly WalletAddress Wallet = WalletAddress.Parse("0x1111111111111111111111111111111111111111");
    private static readonly VenueOrderId Order = VenueOrderId.Parse("0x" + new string('a', 64));

    [Fact]
    public async Task Read_WhenThrottled_WaitsAsLongAsToldAndAsksAgain()
    {
        var clock = new ManualTimeProvider();
        await using var venue = new RawVenue();
        venue.Answer = _ => venue.Requests.Count > 1 ? RawVenue.Json(200, "[]") : RawVenue.Json(429, "{}", "Retry-After: 3\r\n");
        await using var services = TestVenue.At(venue.Url, clock);

        var reading = services.GetRequiredService<ITradeRecord>().OfWalletAsync(Wallet, null, null, 100, default);
        await clock.TimerSetAsync(TimeSpan.FromSeconds(3));
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(venue.Requests);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(0, (await reading).Rows);
        Assert.Equal(2, venue.Requests.Count);
    }

    [Fact]
    public async Task Read_WhenToldToWaitTooLong_ReportsTheWait()
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(503, "{}", "Retry-After: 120\r\n") };
        await using var services = TestVenue.At(venue.Url);

        var e = await Assert.ThrowsAsync<VenueUnavailableException>(() => services.GetRequiredService<ITradeRecord>().OfEverybodyAsync(null, 10, default));
        Assert.Equal(TimeSpan.FromSeconds(120), e.RetryAfter);
        Assert.Single(venue.Requests);
    }

    [Theory, InlineData("<html>challenge</html>"), InlineData("{\"data\":"), InlineData("{}"), InlineData("")]
    public async Task TradeRecord_WhenTheAnswerIsNoList_IsUnavailable(string body)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(200, body) };
        await using var services = TestVenue.At(venue.Url);

        await Assert.ThrowsAsync<VenueUnavailableException>(() => services.GetRequiredService<ITradeRecord>().OfEverybodyAsync(null, 10, default));
    }

    [Fact]
    public async Task TradeRecord_Requests_AskForMakerFillsAndSmallTrades()
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(200, """{"data":[],"pagination":{"has_more":true,"next_cursor":"a+b"}}""") };
        await using var services = TestVenue.At(venue.Url);
        var record = services.GetRequiredService<ITradeRecord>();

        await record.OfWalletAsync(Wallet, 5, 9, 50, default);
        var page = await record.OfEverybodyAsync("x/y", 2_000, default);

        Assert.Equal("a+b", page.NextCursor);
        Assert.Equal(
            [$"/data/trades?user={Wallet}&takerOnly=false&limit=50&start=5&end=9", "/data/v2/trades?taker_only=false&filter_amount=0&limit=1000&cursor=x%2Fy"],
            venue.Requests.Select(r => r.Target));
    }

    [Fact]
    public async Task Lag_IsReadFromTheStatusPage()
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(200, """{"serving":{"lag_seconds":2.5}}""") };
        await using var services = TestVenue.At(venue.Url);

        Assert.Equal(2.5m, await services.GetRequiredService<ITradeRecord>().LagSecondsAsync(default));
    }

    [Theory]
    [InlineData(404, """{"error":"order not found"}""", typeof(OrderLookup.NotFound))]
    [InlineData(200, "null", typeof(OrderLookup.NotFound))]
    [InlineData(404, "<html>no such page</html>", typeof(OrderLookup.Unavailable))]
    [InlineData(200, "{}", typeof(OrderLookup.Unavailable))]
    [InlineData(200, """{"id":"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","status":"ORDER_STATUS_MATCHED","original_size":"10","size_matched":"4","associate_trades":["t1"]}""", typeof(OrderLookup.Found))]
    public async Task FindOrder_OfEachAnswer_SaysWhatIsProven(int status, string body, Type expected)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(status, body) };
        await using var services = TestVenue.At(venue.Url);

        Assert.IsType(expected, await services.GetRequiredService<IVenueGateway>().FindOrderAsync(TestVenue.Credentials, Order, default));
    }

    [Theory]
    [InlineData(200, """{"canceled":["0xAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],"not_canceled":{}}""", typeof(CancelOutcome.Cancelled))]
    [InlineData(200, """{"canceled":[],"not_canceled":{"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":"order can't be found - already canceled or matched"}}""", typeof(CancelOutcome.Cancelled))]
    [InlineData(200, """{"canceled":[],"not_canceled":{"0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":"order is delayed"}}""", typeof(CancelOutcome.Refused))]
    [InlineData(503, """{"error":"Trading is currently disabled. Try later."}""", typeof(CancelOutcome.Refused))]
    [InlineData(500, "{}", typeof(CancelOutcome.Unknown))]
    [InlineData(200, "<html>", typeof(CancelOutcome.Unknown))]
    public async Task Cancel_OfEachAnswer_SaysWhatIsProven(int status, string body, Type expected)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(status, body) };
        await using var services = TestVenue.At(venue.Url);

        Assert.IsType(expected, await services.GetRequiredService<IVenueGateway>().CancelAsync(TestVenue.Credentials, Order, default));
        Assert.Equal($$"""{"orderID":"{{Order}}"}""", Assert.Single(venue.Requests).Body);
    }

    [Fact]
    public async Task Trades_OverSeveralPages_AreReadToTheEndAndFilteredByTime()
    {
        await using var venue = new RawVenue();
        venue.Answer = request => RawVenue.Json(200, request.Target.Contains("MA%3D%3D", StringComparison.Ordinal)
            ? $$"""{"data":[{{Trade}},{"id":"poison"}],"next_cursor":"Mg=="}"""
            : $$"""{"data":[{{Trade.Replace("t1", "t2", StringComparison.Ordinal).Replace("1767225600", "1767225500", StringComparison.Ordinal)}}],"next_cursor":"LTE="}""");
        await using var services = TestVenue.At(venue.Url);

        var trades = await services.GetRequiredService<IVenueGateway>().TradesAsync(TestVenue.Credentials, DateTimeOffset.FromUnixTimeSeconds(1767225600), default);

        var trade = Assert.Single(trades);
        Assert.Equal(("t1", Order, true, SettlementStatus.Mined), (trade.TradeId, trade.OrderId, trade.IsTaker, trade.Status));
        Assert.Equal(2, venue.Requests.Count);
        Assert.All(venue.Requests, r => Assert.Contains("after=1767225599", r.Target, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_WhenNoneExistYet_AreCreated()
    {
        await using var venue = new RawVenue
        {
            Answer = r => r.Method == "GET" ? RawVenue.Json(404, """{"error":"api key not found"}""") : RawVenue.Json(200, """{"apiKey":"k","secret":"s","passphrase":"p"}"""),
        };
        await using var services = TestVenue.At(venue.Url);
        var connection = new WalletConnection(
            FakeSigningKeys.Connection, FakeSigningKeys.Tenant.Tenant, FakeSigningKeys.Address, FakeSigningKeys.Address, SignatureType.Eoa, default, null, null, null, null, null);

        var credentials = await services.GetRequiredService<IVenueAccounts>().DeriveCredentialsAsync(FakeSigningKeys.Tenant, connection, default);

        Assert.Equal(new VenueCredentials(FakeSigningKeys.Address, "k", "s", "p"), credentials);
        Assert.Equal(["/clob/auth/derive-api-key", "/clob/auth/api-key"], venue.Requests.Select(r => r.Target));
    }

    [Theory]
    [InlineData("""{"balance":"4893500","allowances":{"0x1":"115792089237316195423570985008687907853269984665640564039457584007913129639935","0x2":"4893500"}}""", true)]
    [InlineData("""{"balance":"4893500","allowances":{"0x1":"0","0x2":"4893500"}}""", false)]
    [InlineData("""{"balance":4893500}""", null)]
    [InlineData("""{"balance":"4893500","allowances":{"0xe111180000d2663c0091e4f400237545b87b996b":"9000000","0xE2222d279d744050d28e00520010520000310f59":"9000000","0x4bfb41d5b3570defd03c39a9a4d8de6bd8b8982e":"0"}}""", true)]
    [InlineData("""{"balance":"4893500","allowances":{"0xE111180000d2663C0091e4f400237545B87B996B":"9000000","0xe2222d279d744050d28e00520010520000310F59":"0","0x4bfb41d5b3570defd03c39a9a4d8de6bd8b8982e":"9000000"}}""", false)]
    public async Task Collateral_OfEachAnswer_SaysWhetherItMayBeSpent(string body, bool? approved)
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(200, body) };
        await using var services = TestVenue.At(venue.Url);

        var state = await services.GetRequiredService<IVenueAccounts>().CollateralAsync(TestVenue.Credentials, SignatureType.Safe, default);

        Assert.Equal(new CollateralState(Usdc.Of(4.8935m), approved), state);
        Assert.Equal("/clob/balance-allowance?asset_type=COLLATERAL&signature_type=2", Assert.Single(venue.Requests).Target);
    }

    [Fact]
    public async Task Book_InAnyOrder_HasItsBestLevelsFirst()
    {
        await using var venue = new RawVenue
        {
            Answer = _ => RawVenue.Json(200, """{"asset_id":"123","bids":[{"price":"0.48","size":"30"},{"price":"0.50","size":"15"},{"price":"NaN","size":"1"},{"price":"0.49","size":"0"}],"asks":[{"price":0.54,"size":10},{"price":"0.52","size":"25"}]}"""),
        };
        await using var services = TestVenue.At(venue.Url);

        var book = await services.GetRequiredService<IOrderBooks>().FindAsync(TokenId.Parse("123"), default);

        Assert.Equal([0.50m, 0.48m], book!.Bids.Select(b => b.Price.Value));
        Assert.Equal([0.52m, 0.54m], book.Asks.Select(a => a.Price.Value));
    }

    [Fact]
    public async Task Book_ThatDoesNotExist_IsNull()
    {
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(404, """{"error":"No orderbook exists for the requested token id"}""") };
        await using var services = TestVenue.At(venue.Url);

        Assert.Null(await services.GetRequiredService<IOrderBooks>().FindAsync(TokenId.Parse("123"), default));
    }
}
