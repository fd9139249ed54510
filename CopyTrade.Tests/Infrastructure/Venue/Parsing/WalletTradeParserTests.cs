using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;
using CopyTrade.Tests.Infrastructure.Venue.Rest;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Venue.Parsing;

public sealed class WalletTradeParserTests
{
    private const string Row = """
        {"proxyWallet":"0xAC482f27ac3d1144ca4f778af405eb5cac5d2feb","side":"BUY","asset":"36187795093008220558219256261729424135850137511571634448544248306719357578130",
         "conditionId":"0xace3c72c24fccb6731433483ece41c780432d84850edccd5a6bf3147ccea62a9","size":30974.6240387,"price":0.9685347584,"timestamp":1784327295,
         "title":"Will it?","outcome":"No","name":"","pseudonym":"Favorable-Webinar","transactionHash":"0x08ca97f515b68442551056509ad20022fe2442986d971a6f9321d286bd39dd8f"}
        """;

    [Fact]
    public void Read_ARecordedRow_RoundsPriceToNearestAndSizeDown()
    {
        var (trade, problem) = WalletTradeParser.Read(Parse(Row));

        Assert.Null(problem);
        Assert.Equal("0xac482f27ac3d1144ca4f778af405eb5cac5d2feb", trade!.Wallet.Value);
        Assert.Equal((Price.Of(0.968535m), Shares.Of(30974.624038m), 1784327295L), (trade.Price, trade.Shares, trade.UnixSeconds));
        Assert.Equal("Favorable-Webinar", trade.Trader);
    }

    [Theory]
    [InlineData("\"price\":0.9685347584", "\"price\":\"NaN\"", "price")]
    [InlineData("\"price\":0.9685347584", "\"price\":NaN", "price")]
    [InlineData("\"price\":0.9685347584", "\"price\":-Infinity", "price")]
    [InlineData("\"price\":0.9685347584", "\"price\":-0.1", "price")]
    [InlineData("\"price\":0.9685347584", "\"price\":1e300", "price")]
    [InlineData("\"price\":0.9685347584", "\"price\":1.01", "price")]
    [InlineData("\"price\":0.9685347584", "\"price\":null", "price")]
    [InlineData("\"size\":30974.6240387", "\"size\":0", "size")]
    [InlineData("\"size\":30974.6240387", "\"size\":\"99999999999999999999999999\"", "size")]
    [InlineData("\"side\":\"BUY\"", "\"side\":\"\"", "side")]
    [InlineData("\"side\":\"BUY\"", "\"side\":\"SHORT\"", "side")]
    [InlineData("\"timestamp\":1784327295", "\"timestamp\":-5", "timestamp")]
    [InlineData("\"proxyWallet\"", "\"wallet\"", "wallet")]
    [InlineData("\"asset\":\"3618", "\"asset\":\"x3618", "token")]
    public void Read_ARowThatCannotBeATrade_NamesTheProblem(string part, string changed, string problem) =>
        Assert.Equal((null, problem), WalletTradeParser.Read(Parse(Row.Replace(part, changed, StringComparison.Ordinal))));

    [Fact]
    public void Read_NumbersAsText_AreNumbers()
    {
        var (trade, _) = WalletTradeParser.Read(Parse(Row.Replace("0.9685347584", "\"0.5\"", StringComparison.Ordinal).Replace("1784327295", "\"1784327295000\"", StringComparison.Ordinal)));

        Assert.Equal((Price.Of(0.5m), 1784327295L), (trade!.Price, trade.UnixSeconds));
    }

    [Fact]
    public async Task TradeRecord_WithPoisonAmongTwentyThousandRows_KeepsAllOthers()
    {
        var rows = new StringBuilder("[", 12_000_000);
        for (var i = 0; i < 20_000; i++) rows.Append(i > 0 ? "," : "").Append(i % 1_000 == 7 ? Row.Replace("0.9685347584", "NaN", StringComparison.Ordinal) : Row);
        var body = rows.Append(']').ToString();
        await using var venue = new RawVenue { Answer = _ => RawVenue.Json(200, body) };
        using var logger = new CollectingLogger();
        await using var services = TestVenue.At(venue.Url, logger: logger);

        var page = await services.GetRequiredService<ITradeRecord>().OfWalletAsync(WalletAddress.Parse("0x1111111111111111111111111111111111111111"), null, null, 10_000, default);

        Assert.Equal((20_000, 20, 19_980), (page.Rows, page.Quarantined, page.Trades.Count));
        Assert.InRange(logger.Lines.Count(l => l.Contains("left out", StringComparison.Ordinal)), 1, 10);
    }

    private static JsonElement Parse(string json) => WireJson.Parse(Encoding.UTF8.GetBytes(json))!.RootElement;
}
