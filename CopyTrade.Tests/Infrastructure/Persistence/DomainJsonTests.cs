using System.Text.Json;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class DomainJsonTests
{
    public static TheoryData<string> Cases => ["min_bet", "fixed:2.00", "percentage:12.5", "sell", "unknown"];

    [Theory, MemberData(nameof(Cases))]
    public void Read_AStoredInput_PlansTheIdenticalDecision(string name)
    {
        var input = InputOf(name);
        var decision = MirrorPlanner.Plan(input);

        var stored = DomainJson.Read<MirrorInput>(DomainJson.Write(input));

        Assert.Equal(input, stored);
        Assert.Equal(decision, MirrorPlanner.Plan(stored));
    }

    [Theory, MemberData(nameof(Cases))]
    public void Read_AWrittenDecision_IsTheSame(string name)
    {
        var decision = MirrorPlanner.Plan(InputOf(name));

        Assert.Equal(decision, DomainJson.Read<MirrorDecision>(DomainJson.Write(decision)));
    }

    [Fact]
    public void Write_Values_AreNumbersAndWords() => Assert.Equal(
        """{"price":0.968535,"side":"sell","reason":"price_outside_clob_bounds","policy":{"kind":"fixed","amount":2.00}}""",
        JsonSerializer.Serialize(
            new { Price = Price.Of(0.968535m), Side = OrderSide.Sell, Reason = SkipReason.PriceOutsideClobBounds, Policy = (SizingPolicy)new SizingPolicy.Fixed(Usdc.Of(2.00m)) },
            DomainJson.Options));

    [Theory]
    [InlineData("1.5"), InlineData("\"0.5\""), InlineData("null")]
    public void Read_AValueOutOfItsRange_IsAJsonError(string json) => Assert.Throws<JsonException>(() => DomainJson.Read<Price>(json));

    private static MirrorInput InputOf(string name) => name switch
    {
        "sell" => new MirrorInputBuilder { Side = OrderSide.Sell, Snapshot = new(false, Shares.Of(7.896543m), null, Usdc.Of(5m), 1, null) }.Build(),
        "unknown" => new MirrorInputBuilder { MarketKnown = false }.Build(),
        _ => new MirrorInputBuilder { Sizing = PolicyText.TryParse(name, out var policy) ? policy : throw new ArgumentException(name) }.Build(),
    };
}
