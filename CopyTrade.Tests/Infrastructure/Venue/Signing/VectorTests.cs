using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Venue.Signing;

public sealed class VectorTests(ITestOutputHelper output)
{
    [Fact]
    public void ClobAuth_OfEveryVector_HasTheDigestAndSignature() => VectorFile.Check("clob-auth-signature", output, (input, expected, _) =>
    {
        using var key = Key(input);
        var (chain, seconds, nonce) = ((int)input.Number("chainId"), (long)input.Number("timestamp"), (long)input.Number("nonce"));

        Assert.Equal(expected.Text("digest"), Hex(ClobAuth.Digest(key.Address, chain, seconds, nonce)));
        Assert.Equal(expected.Text("signature"), ClobAuth.Sign(key, chain, seconds, nonce));
    });

    [Fact]
    public void L2Signature_OfEveryVector_IsTheSame() => VectorFile.Check("l2-hmac", output, (input, expected, _) =>
        Assert.Equal(expected.Text("signature"), L2Signature.Of(
            input.Text("secret"), (long)input.Number("timestamp"), input.Text("method"), input.Text("requestPath"), Encoding.UTF8.GetBytes(input.Text("body")))));

    [Fact]
    public void LimitAmounts_OfEveryVector_AreTheSame() => VectorFile.Check("order-amounts-limit", output, (input, expected, _) =>
        Assert.Equal(Amounts(expected), OrderAmounts.ForLimit(Side(input), Price.Of(input.Number("price")), Shares.Of(input.Number("size")), Tick(input))));

    [Fact]
    public void MarketAmounts_OfEveryVector_AreTheSameButForTheVenuesCap() => VectorFile.Check("order-amounts-market", output, (input, expected, vector) =>
    {
        var (price, amount, tick) = (Price.Of(input.Number("price")), input.Number("amount"), Tick(input));
        if (Side(input) == OrderSide.Sell)
        {
            Assert.Equal(Amounts(expected), OrderAmounts.ForMarketSell(Shares.Of(amount), price, tick));
            return;
        }

        var ours = OrderAmounts.ForMarketBuy(Usdc.Of(amount), price, tick);
        Assert.Equal(Amounts(expected), OrderAmounts.UncappedMarketBuy(Usdc.Of(amount), price, tick));
        Assert.Equal(0, ours.Taker % 100);   // four decimals
        if (!vector.TryGetProperty("caution", out _)) Assert.Equal(Amounts(expected), ours);
    });

    [Fact]
    public void LegacyOrder_OfEveryVector_HasTheHashAndSignature() => VectorFile.Check("order-eip712-v1", output, (input, expected, _) =>
    {
        var digest = Legacy(input.GetProperty("order")).Digest(Domain(input));

        Assert.Equal(expected.Text("hash"), Hex(digest));
        if (!expected.TryGetProperty("signature", out var signature)) return;
        using var key = Key(input);
        Assert.Equal(signature.GetString(), Hex(key.Sign(digest)));
    });

    [Fact]
    public void CurrentOrder_OfEveryVector_HasTheHashAndSignature() => VectorFile.Check("order-eip712-v2", output, CheckOrder);

    [Fact]
    public void ComboOrder_OfEveryVector_HasTheHashAndSignature() => VectorFile.Check("order-eip712-v3", output, CheckOrder);

    [Fact]
    public void MarketPrice_OfEveryVector_IsTheLevelReached() => VectorFile.Check("market-price", output, (input, expected, _) =>
    {
        var levels = input.GetProperty("levels").EnumerateArray().Reverse()
            .Select(l => new BookLevel(Price.Of(l.Number("price")), Shares.Of(l.Number("size")))).ToList();
        var kind = input.Text("orderType") == "FOK" ? TimeInForce.Fok : TimeInForce.Fak;
        var price = Side(input) == OrderSide.Buy
            ? MarketPrice.ForBuy(levels, Usdc.Of(input.Number("amount")), kind)
            : MarketPrice.ForSell(levels, Shares.Of(input.Number("amount")), kind);

        Assert.Equal(expected.TryGetProperty("error", out var _) ? null : expected.Number("price"), price?.Value);
    });

    [Fact]
    public void PriceValidity_OfEveryVector_IsTheSame() => VectorFile.Check("price-valid", output, (input, expected, _) =>
        Assert.Equal(expected.GetProperty("valid").GetBoolean(), input.Number("price") is >= 0m and <= 1m && Tick(input).Contains(Price.Of(input.Number("price")))));

    [Fact]
    public void PlatformFee_OfEveryVector_IsExact() => VectorFile.Check("platform-fee", output, (input, expected, _) =>
        Assert.Equal(expected.Number("fee"), Fee(input)));

    [Fact]
    public void PlatformFee_OfTheVenuesTable_AgreesToTheCent() => VectorFile.Check("platform-fee-table", output, (input, expected, _) =>
        Assert.Equal(expected.Number("feeRounded2"), decimal.Round(Fee(input), 2, MidpointRounding.AwayFromZero)));

    [Fact]
    public void LegacyBody_OfEveryVector_IsTheSameJson() => VectorFile.Check("post-order-body-v1", output, (input, expected, _) =>
    {
        var order = input.GetProperty("order");
        var kind = Enum.Parse<TimeInForce>(input.Text("orderType"), ignoreCase: true);

        var body = OrderJson.Post(Legacy(order).ToJson(order.Text("signature")), input.Text("owner"), kind, postOnly: null);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected.GetProperty("body").GetRawText()), JsonNode.Parse(body)), Encoding.UTF8.GetString(body));
    });

    [Fact]
    public void EventTopic_OfEveryVector_IsTheKeccakOfTheSignature() => VectorFile.Check("event-topic0", output, (input, expected, _) =>
        Assert.Equal(expected.Text("topic0"), EventTopics.Of(input.Text("signature"))));

    private static void CheckOrder(JsonElement input, JsonElement expected, JsonElement vector)
    {
        var domain = Domain(input);
        var o = input.GetProperty("order");
        var order = new ExchangeOrder(
            Big(o, "salt"), o.Text("maker"), o.Text("signer"), Big(o, "tokenId"), Big(o, "makerAmount"), Big(o, "takerAmount"),
            (OrderSide)o.Number("side"), (SignatureType)o.Number("signatureType"), Big(o, "timestamp"))
        {
            Metadata = Convert.FromHexString(o.Text("metadata")[2..]),
            Builder = Convert.FromHexString(o.Text("builder")[2..]),
        };

        Assert.Equal(expected.Text("hash"), Hex(order.Digest(domain)));
        if (expected.TryGetProperty("signature", out var signature))
        {
            using var key = Key(input);
            Assert.Equal(signature.GetString(), Hex(OrderSignature.Sign(key, order, domain)));
        }

        if (!expected.TryGetProperty("typedDataSignDigest", out var wrapped)) return;
        Assert.Equal(wrapped.GetString(), Hex(OrderSignature.WrappedDigest(order, domain)));
        Assert.Equal(expected.Text("appDomainSeparator"), Hex(domain.Separator));
        Assert.Equal(expected.Text("contentsHash"), Hex(order.StructHash()));
    }

    private static LegacyOrder Legacy(JsonElement o) => new(
        Big(o, "salt"), o.Text("maker"), o.Text("signer"), o.Text("taker"), Big(o, "tokenId"), Big(o, "makerAmount"), Big(o, "takerAmount"),
        Big(o, "expiration"), Big(o, "nonce"), Big(o, "feeRateBps"), o.Text("side") is "0" or "BUY" ? OrderSide.Buy : OrderSide.Sell, (int)o.Number("signatureType"));

    private static decimal Fee(JsonElement input) =>
        PlatformFee.Exact(Shares.Of(input.Number("shares")), Price.Of(input.Number("price")), input.Number("feeRate"), (int)input.Number("feeExponent"));

    private static ExchangeDomain Domain(JsonElement input) => new(input.Text("domainVersion"), (int)input.Number("chainId"), input.Text("verifyingContract"));

    private static EthereumSigner Key(JsonElement input) => new(Convert.FromHexString(input.Text("privateKey")[2..]));

    private static OrderSide Side(JsonElement input) => input.Text("side") == "BUY" ? OrderSide.Buy : OrderSide.Sell;

    private static TickSize Tick(JsonElement input) => TickSize.Of(input.Number("tickSize"));

    private static OrderAmounts Amounts(JsonElement expected) => new((long)expected.Number("makerAmount"), (long)expected.Number("takerAmount"));

    private static BigInteger Big(JsonElement element, string key) => BigInteger.Parse(element.Text(key), CultureInfo.InvariantCulture);

    private static string Hex(byte[] bytes) => "0x" + Convert.ToHexStringLower(bytes);
}
