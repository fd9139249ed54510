using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Tests.Domain.Signals;

public sealed class SignalSizingTests
{
    private const string Example = "1-100:2,100-500:1,500-1000:0.5,1000+:0.1";

    [Theory, InlineData("5", "10"), InlineData("250", "250"), InlineData("750", "375"), InlineData("5000", "500"), InlineData("100", "100"), InlineData("0.5", "0.5")]
    public void For_TheTiersOfTheRequirement_GivesItsFigures(string theirs, string ours)
    {
        Assert.True(SignalTiers.TryParse(Example, out var tiers));

        Assert.Equal(Dollars(ours), new SignalSizing.Tiered(tiers).For(Dollars(theirs)).Dollars);
    }

    [Fact]
    public void For_NoTiers_IsNothing() => Assert.Equal(Usdc.Zero, new SignalSizing.Tiered([]).For(Usdc.Of(50m)).Dollars);

    [Fact]
    public void For_FixedAndPercentage_FollowTheirRule()
    {
        Assert.Equal(Usdc.Of(7m), new SignalSizing.Fixed(Usdc.Of(7m)).For(Usdc.Of(50m)).Dollars);
        Assert.Equal(Usdc.Of(5m), new SignalSizing.Percentage(10m).For(Usdc.Of(50m)).Dollars);
    }

    [Theory, InlineData("5-1:2"), InlineData("1+:2,5-9:1"), InlineData("1-9:1,5-20:1"), InlineData("a-b:1"), InlineData("1-9"), InlineData("1-9:-2")]
    public void TryParse_WhatAreNoTiers_IsRefused(string text) => Assert.False(SignalTiers.TryParse(text, out _));

    [Fact]
    public void Write_IsReadBackAsItWas()
    {
        Assert.True(SignalTiers.TryParse(Example, out var tiers));

        Assert.Equal(Example, TierText.Write(tiers));
    }

    [Fact]
    public void Settings_OfTheSource_BecomeTerms()
    {
        var terms = SignalSettings.Apply(SignalTerms.Default, new Dictionary<string, string>
        {
            ["FOLLOW_TRADERS"] = SignalText.Trader,
            ["MAX_INTENT_SIZE"] = "250",
            ["COPY_SIZING_STRATEGY"] = "TIERED",
            ["TIERED_MULTIPLIERS"] = Example,
            ["AGGREGATE_SECONDS"] = "90",
        });

        Assert.Equal((Usdc.Of(250m), 60, 5m), (terms.MaxUsdc, terms.MaxAgeSeconds, terms.MaxSlippagePercent));
        Assert.Equal(90, terms.AggregateSeconds);
        Assert.Throws<FormatException>(() => SignalSettings.Apply(terms, new Dictionary<string, string> { ["AGGREGATE_SECONDS"] = "3601" }));
        Assert.Equal(4, Assert.IsType<SignalSizing.Tiered>(terms.Sizing).Tiers.Count);
        Assert.Throws<FormatException>(() => SignalSettings.Apply(terms, new Dictionary<string, string> { ["MAX_INTNT_SIZE"] = "1" }));
        Assert.Throws<FormatException>(() => SignalSettings.Apply(terms, new Dictionary<string, string> { ["MIN_ORDER_SIZE_USDC"] = "251" }));
    }

    private static Usdc Dollars(string text) => Usdc.Of(decimal.Parse(text, CultureInfo.InvariantCulture));
}
