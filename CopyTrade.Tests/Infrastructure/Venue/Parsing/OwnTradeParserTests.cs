using System.Text;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Tests.Infrastructure.Venue.Parsing;

public sealed class OwnTradeParserTests
{
    private static readonly string Ours = TestVenue.Credentials.ApiKey;
    private static readonly string Condition = "0x" + new string('c', 64);
    private static readonly string First = "0x" + new string('1', 64);
    private static readonly string Second = "0x" + new string('2', 64);

    [Fact]
    public void Read_AsMakerOfTheOtherToken_TakesPriceSizeTokenAndSideFromOurEntry()
    {
        var trades = Read("MAKER", "someone", $$"""{"order_id":"{{First}}","owner":"{{Ours}}","matched_amount":"10","price":"0.482","asset_id":"22"},{"order_id":"{{Second}}","owner":"other","matched_amount":"5","price":"0.5","asset_id":"11"}""");

        var trade = Assert.Single(trades, trade => trade.OrderId == VenueOrderId.Parse(First));
        Assert.Equal((VenueOrderId.Parse(First), TokenId.Parse("22"), OrderSide.Buy, Shares.Of(10m), Price.Of(0.482m), false), (trade.OrderId, trade.Token, trade.Side, trade.Shares, trade.Price, trade.IsTaker));
    }

    [Fact]
    public void Read_AsMakerOfTheSameToken_GoesTheOtherWayThanTheTaker() =>
        Assert.Equal(OrderSide.Sell, Assert.Single(Read("MAKER", "someone", $$"""{"order_id":"{{First}}","owner":"{{Ours}}","matched_amount":"10","price":"0.5","asset_id":"11"}""")).Side);

    [Fact]
    public void Read_WithTwoOfOurOrders_HasAPartForEach() =>
        Assert.Equal([First, Second], Read("MAKER", "someone", $$"""{"order_id":"{{First}}","owner":"{{Ours}}","matched_amount":"1","price":"0.5","asset_id":"11"},{"order_id":"{{Second}}","owner":"{{Ours}}","matched_amount":"2","price":"0.5","asset_id":"11"}""").Select(t => t.OrderId.Value));

    /// <summary>An order keeps the key that it was placed under; ours may be another by now.</summary>
    [Theory, InlineData("MAKER"), InlineData("")]
    public void Read_AsMakerUnderAnOlderKey_HasThePart(string side) =>
        Assert.Equal(First, Assert.Single(Read(side, "someone", $$"""{"order_id":"{{First}}","owner":"an older key of ours","maker_address":"0x{{new string('b', 40)}}","matched_amount":"10","price":"0.5","asset_id":"11"},{"order_id":"unreadable","owner":"other"}""")).OrderId.Value);

    [Fact]
    public void Read_AsTaker_IsTheTopLevel()
    {
        var trade = Assert.Single(Read("TAKER", Ours, $$"""{"order_id":"{{First}}","owner":"other","matched_amount":"1","price":"0.5","asset_id":"11"}"""));

        Assert.Equal((VenueOrderId.Parse("0x" + new string('a', 64)), TokenId.Parse("11"), OrderSide.Buy, Shares.Of(25m), true), (trade.OrderId, trade.Token, trade.Side, trade.Shares, trade.IsTaker));
        Assert.Equal((SettlementStatus.Matched, null, DateTimeOffset.FromUnixTimeSeconds(1672290701)), (trade.Status, trade.Transaction, trade.MatchedAt));
    }

    [Fact]
    public void Read_ATradeOfOthers_HasNoPart() => Assert.Empty(Read("", "someone", ""));

    [Fact]
    public void Read_AnUnknownStatus_IsAProblem() =>
        Assert.Equal("status", OwnTradeParser.Read(WireJson.Parse(Encoding.UTF8.GetBytes(Json("TAKER", Ours, "").Replace("MATCHED_NOT_BROADCASTED", "TELEPORTED", StringComparison.Ordinal)))!.RootElement, TestVenue.Credentials).Problem);

    private static IReadOnlyList<VenueTrade> Read(string side, string owner, string makers)
    {
        var (trades, problem) = OwnTradeParser.Read(WireJson.Parse(Encoding.UTF8.GetBytes(Json(side, owner, makers)))!.RootElement, TestVenue.Credentials);
        Assert.Null(problem);
        return trades;
    }

    private static string Json(string side, string owner, string makers) => $$"""
        {"id":"t","taker_order_id":"0x{{new string('a', 64)}}","market":"{{Condition}}","asset_id":"11","side":"BUY","size":"25","price":"0.5","status":"TRADE_STATUS_MATCHED_NOT_BROADCASTED",
         "match_time":"1672290701","owner":"{{owner}}","trader_side":"{{side}}","maker_orders":[{{makers}}]}
        """;
}
