using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class MirrorChecksTests
{
    [Fact]
    public void Explain_SkippedBuy_StopsAtTheCheckThatFailed()
    {
        var checks = Explain(new() { Sizing = new SizingPolicy.Percentage(5m) });

        Assert.Equal(
            [
                new("Not decided before", true, "first time"),
                new("Fresh enough to follow", true, "3 s old, limit 60 s"),
                new("Market takes orders", true, "open"),
                new("Market has not ended", true, "ends 2026-01-09 12:00 UTC"),
                new("Price fits the market's grid", true, "62¢ (grid 1¢)"),
                new("Above the market minimum", false, "5% of $48.96 = $2.45, minimum $3.10"),
                new("Position cap has room", null, ""),
                new("Balance covers it", null, ""),
                new("No order of ours is waiting", null, ""),
            ],
            checks);
    }

    [Fact]
    public void Explain_SellWithoutPosition_AsksOnlyWhatConcernsSelling()
    {
        var checks = Explain(new() { Side = OrderSide.Sell, Snapshot = new(false, Shares.Zero, null, Usdc.Zero, 0, null) });

        Assert.Equal(new MirrorCheck("We hold what they sell", false, "0 held"), checks[^1]);
    }

    [Fact]
    public void Explain_PlacedBuy_ShowsEveryValue()
    {
        var checks = Explain(new());

        Assert.All(checks, check => Assert.True(check.Passed));
        Assert.Contains(checks, check => check.Values == "$0.00 of $5.00 used, 5 shares more");
    }

    private static IReadOnlyList<MirrorCheck> Explain(MirrorInputBuilder builder)
    {
        var input = builder.Build();
        return MirrorChecks.Explain(input, MirrorPlanner.Plan(input));
    }
}
