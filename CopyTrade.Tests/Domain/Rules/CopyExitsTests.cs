using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class CopyExitsTests
{
    [Fact]
    public void Of_StopAndTarget_IsABracketAwayFromTheEntry()
    {
        // 0.47 × 0.85 = 0.3995 → 0.39; 0.47 × 1.25 = 0.5875 → 0.59.
        var terms = CopyExits.Of(new CopyRules { ExitStopPercent = 15m, ExitTargetPercent = 25m }, Open, "book", Price.Of(0.47m));

        Assert.Equal([(RuleKind.StopLoss, Price.Of(0.39m)), (RuleKind.TakeProfit, Price.Of(0.59m))], terms.Select(one => (one.Kind, one.Trigger!.Value)));
        Assert.All(terms, one => Assert.Equal(("book", ExitAction.SellAll.Instance), (one.Book, one.Action)));
        Assert.Null(RuleCheck.BracketProblem(terms[0], terms[1]));
    }

    [Fact]
    public void Of_StopAndTrailing_IsATrailingStopThatBeginsAtTheStop()
    {
        var one = Assert.Single(CopyExits.Of(new CopyRules { ExitStopPercent = 20m, ExitTrailingPercent = 10m }, Open, "book", Price.Of(0.50m)));

        Assert.Equal((RuleKind.TrailingStop, Price.Of(0.40m), 10m), (one.Kind, one.Trigger, one.TrailingPercent));
    }

    [Fact]
    public void Of_TrailingAlone_TakesItsTriggerFromTheFirstPrice() =>
        Assert.Null(Assert.Single(CopyExits.Of(new CopyRules { ExitTrailingPercent = 10m }, Open, "book", Price.Of(0.50m))).Trigger);

    [Fact]
    public void Of_EntryAtTheTopOfTheGrid_HasNoTarget()
    {
        Assert.Equal(RuleKind.StopLoss, Assert.Single(CopyExits.Of(new CopyRules { ExitStopPercent = 10m, ExitTargetPercent = 10m }, Open, "book", Price.Of(0.99m))).Kind);
        Assert.Empty(CopyExits.Of(new CopyRules { ExitTargetPercent = 10m }, Open, "book", Price.Of(0.995m)));
    }

    [Fact]
    public void Of_PennyEntry_StopsAtTheLowestPriceOfTheGrid() =>
        Assert.Equal(Price.Of(0.01m), Assert.Single(CopyExits.Of(new CopyRules { ExitStopPercent = 50m }, Open, "book", Price.Of(0.012m))).Trigger);

    [Fact]
    public void Of_ZeroInAHigherLayer_TurnsThemOff()
    {
        var tenant = new CopyRules { ExitStopPercent = 15m };

        Assert.Single(CopyExits.Of(CopyRules.Effective(null, tenant), Open, "book", Price.Of(0.47m)));
        Assert.Empty(CopyExits.Of(CopyRules.Effective(new CopyRules { ExitStopPercent = 0m }, tenant), Open, "book", Price.Of(0.47m)));
        Assert.Empty(CopyExits.Of(CopyRules.Effective(null, null), Open, "book", Price.Of(0.47m)));
        Assert.NotNull(CopyRulesCheck.Problem(new CopyRules { ExitStopPercent = 100m }));
    }
}
