using System.Text;
using System.Text.Json.Nodes;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Signals;

public sealed class SignalIntentParserTests
{
    public static TheoryData<string, string, string> Faults => new()
    {
        { "intent_id", "null", "missing" },
        { "intent_id", "7", "wrong_type" },
        { "intent_id", "\"not-a-uuid\"", "malformed" },
        { "intent_id", "\"00000000-0000-0000-0000-000000000000\"", "malformed" },
        { "timestamp", "\"2026-01-05T12:00:00\"", "malformed" },
        { "timestamp", "1767614400", "wrong_type" },
        { "source_trader", "\"0x12\"", "malformed" },
        { "source_trader", "\"0x0000000000000000000000000000000000000000\"", "malformed" },
        { "market_id", "\"\"", "out_of_range" },
        { "market_id", "\"a\\u0000b\"", "out_of_range" },
        { "market_id", "\"\\ud800\"", "out_of_range" },
        { "token_id", "\"0x71\"", "malformed" },
        { "side", "\"HOLD\"", "out_of_range" },
        { "side", "\"buy\"", "out_of_range" },
        { "price_limit", "0.995", "out_of_range" },
        { "price_limit", "-0.1", "out_of_range" },
        { "price_limit", "\"0.5\"", "wrong_type" },
        { "size_usdc", "0", "out_of_range" },
        { "size_usdc", "-5", "out_of_range" },
        { "size_usdc", "0.0000001", "out_of_range" },
        { "size_usdc", "\"NaN\"", "wrong_type" },
        { "size_usdc", "1e400", "bad_number" },
        { "size_usdc", "1e20", "out_of_range" },
        { "size_usdc", "true", "wrong_type" },
        { "metadata", "[]", "wrong_type" },
    };

    public static TheoryData<string, string, string> MetadataFaults => new()
    {
        { "best_ask", "1.5", "out_of_range" },
        { "best_bid", "\"x\"", "wrong_type" },
        { "detection_latency_ms", "-1", "out_of_range" },
        { "trader_position_size", "-1", "out_of_range" },
        { "surprise", "1", "unknown_field" },
    };

    [Fact]
    public void Parse_AWholeIntent_KeepsEveryValue()
    {
        var intent = SignalText.Intent(SignalText.Buy(size: 12.5m).With("price_limit", 0.6m).With("source_trader", "0xABCDEFabcdef1111111111111111111111111111"));

        Assert.Equal("0xabcdefabcdef1111111111111111111111111111", intent.Trader.Value);
        Assert.Equal((Usdc.Of(12.5m), Price.Of(0.6m), OrderSide.Buy), (intent.SizeUsdc!.Value, intent.PriceLimit!.Value, intent.Side));
        Assert.Equal(Price.Of(0.5m), intent.ObservedPrice);
    }

    [Theory, MemberData(nameof(Faults))]
    public void Parse_AFieldThatIsWrong_NamesItAndWhy(string field, string value, string problem)
    {
        var document = SignalText.Buy();
        document.Remove(field);
        var text = value == "null" ? document.ToJsonString() : document.ToJsonString().TrimEnd('}').TrimEnd() + (field == "metadata" ? "" : "}") + $",\"{field}\":{value}}}";

        Refused(text, field, problem);
    }

    [Theory, MemberData(nameof(MetadataFaults))]
    public void Parse_MetadataThatIsWrong_NamesTheInnerField(string field, string value, string problem)
    {
        var document = SignalText.Buy();
        document["metadata"] = JsonNode.Parse($"{{\"{field}\":{value}}}");

        Refused(document.ToJsonString(), "metadata." + field, problem);
    }

    [Fact]
    public void Parse_AnUnknownField_IsRefused() => Refused(SignalText.Buy().With("leverage", 10).ToJsonString(), "leverage", "unknown_field");

    [Fact]
    public void Parse_BothSizes_IsRefused() => Refused(SignalText.Buy().With("size_tokens", 5).ToJsonString(), "size_usdc", "both_sizes");

    [Fact]
    public void Parse_ABuyInTokens_IsRefused()
    {
        var document = SignalText.Buy().With("size_tokens", 5);
        document.Remove("size_usdc");

        Refused(document.ToJsonString(), "size_tokens", "size_side_mismatch");
    }

    [Fact]
    public void Parse_ASellInDollars_IsRefused()
    {
        var document = SignalText.Sell().With("size_usdc", 5);
        document.Remove("size_tokens");

        Refused(document.ToJsonString(), "size_usdc", "size_side_mismatch");
    }

    [Fact]
    public void Parse_ASellUnderACent_IsRefused() => Refused(SignalText.Sell().With("price_limit", 0.005m).ToJsonString(), "price_limit", "out_of_range");

    [Fact]
    public void Parse_AnotherOutcomeWithoutItsToken_IsRefused()
    {
        var document = SignalText.Buy().With("outcome", "Kestrels");
        document.Remove("token_id");

        Refused(document.ToJsonString(), "outcome", "token_required");
        Assert.Equal("Kestrels", SignalText.Intent(SignalText.Buy().With("outcome", "Kestrels")).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"size_usdc\":NaN}")]
    [InlineData("{\"side\":\"BUY\",\"side\":\"SELL\"}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("\"text\"")]
    public void Parse_WhatIsNoObject_SaysSo(string text)
    {
        var invalid = Assert.IsType<SignalParse.Invalid>(SignalText.Parse(text));

        Assert.Equal((null, "malformed"), (invalid.Errors[0].Field, invalid.Errors[0].Problem));
    }

    [Fact]
    public void Parse_TooLarge_IsRefusedUnread() =>
        Assert.Contains("at most 65536 bytes", Assert.IsType<SignalParse.Invalid>(SignalIntentParser.Parse(new byte[SignalIntentParser.LargestDocument + 1])).Errors[0].Message);

    [Fact]
    public void Parse_AnyBytes_NeverThrows()
    {
        var random = new Random(4711);
        var valid = Encoding.UTF8.GetBytes(SignalText.Buy().ToJsonString());
        for (var n = 0; n < 5_000; n++)
        {
            var bytes = valid.ToArray();
            for (var k = random.Next(1, 5); k > 0; k--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);

            Assert.NotNull(SignalIntentParser.Parse(bytes.AsMemory(0, random.Next(bytes.Length + 1))));
        }
    }

    [Fact]
    public void Write_IsReadBackAsItWas()
    {
        foreach (var document in (JsonObject[])[SignalText.Buy(), SignalText.Sell(), SignalText.Buy().With("outcome", "Café \"7\"")])
        {
            var intent = SignalText.Intent(document);

            Assert.Equal(intent, Assert.IsType<SignalParse.Valid>(SignalText.Parse(SignalIntentText.Write(intent))).Intent);
        }
    }

    private static void Refused(string text, string field, string problem)
    {
        var invalid = Assert.IsType<SignalParse.Invalid>(SignalText.Parse(text));

        Assert.Contains(invalid.Errors, error => error.Field == field && error.Problem == problem && error.Message.Length > 0);
    }
}
