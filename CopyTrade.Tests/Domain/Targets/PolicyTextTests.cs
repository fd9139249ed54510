using CopyTrade.Domain.Targets;

namespace CopyTrade.Tests.Domain.Targets;

public sealed class PolicyTextTests
{
    [Theory]
    [InlineData("min_bet"), InlineData("fixed:2.00"), InlineData("fixed:0.000001"), InlineData("percentage:10"), InlineData("percentage:12.5")]
    [InlineData("tiered:1-100:2,100-500:1,500-1000:0.5,1000+:0.1"), InlineData("tiered:1-2:3"), InlineData("target_percentile"), InlineData("target_percentile_scaled"), InlineData("position_gap:50/1000"), InlineData("exact")]
    public void TryParse_KnownShape_IsWrittenBackTheSame(string text)
    {
        Assert.True(PolicyText.TryParse(text, out var policy));
        Assert.Equal(text, PolicyText.Write(policy));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("fixed"), InlineData("fixed:"), InlineData("fixed:0"), InlineData("fixed:-1"), InlineData("fixed:1,5")]
    [InlineData("fixed:1e3"), InlineData("fixed:0.0000001"), InlineData("percentage:0"), InlineData("percentage:100.1"), InlineData("min_bet:1"), InlineData("tiered:2-1:3"), InlineData("tiered:")]
    [InlineData("tiered:1-100:2,50-200:1"), InlineData("tiered:1-2:-1"), InlineData("tiered:1+:101"), InlineData("position_gap:1/100"), InlineData("position_gap:0/1"), InlineData("position_gap:5"), InlineData("target_percentile:90"), InlineData("exact:1")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(PolicyText.TryParse(text, out _));
}
