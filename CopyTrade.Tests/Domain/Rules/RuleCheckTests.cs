using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class RuleCheckTests
{
    public static TheoryData<string, RuleTerms> Wrong => new()
    {
        { "needs a trailing percentage", Trailing(10m) with { TrailingPercent = null } },
        { "Only a trailing stop", Stop(0.4m) with { TrailingPercent = 5m } },
        { "above 0 and under 100", Trailing(100m) },
        { "above 0 and under 100", Trailing(0m) },
        { "A trigger price is needed", Stop(0.4m) with { Trigger = null } },
        { "above 0 and under 1 dollar", Stop(0m) },
        { "above 0 and under 1 dollar", Profit(1m) },
        { "shares to sell", Stop(0.4m) with { Action = new ExitAction.SellPart(Shares.Zero) } },
        { "lowest price to sell at", Stop(0.4m) with { Floor = Price.Of(0m) } },
        { "could fire and not sell", Profit(0.6m) with { Floor = Price.Of(0.61m) } },
        { "slippage", Stop(0.4m) with { MaxSlippagePercent = 101m } },
        { "in the past", Stop(0.4m) with { ExpiresAt = Now } },
        { "book", Stop(0.4m) with { Book = new string('b', 65) } },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Problem_WrongTerms_SaysWhatToDo(string says, RuleTerms terms) => Assert.Contains(says, RuleCheck.Problem(terms, Now), StringComparison.Ordinal);

    [Fact]
    public void Problem_RightTerms_IsNone()
    {
        Assert.All((RuleTerms[])[Stop(0.4m), Profit(0.6m), Trailing(12.5m), Trailing(10m, 0.5m), Stop(0.4m) with { Floor = Price.Of(0.2m), ExpiresAt = Now.AddDays(1) }], terms => Assert.Null(RuleCheck.Problem(terms, Now)));
    }

    [Fact]
    public void BracketProblem_StopAtOrAboveTheTarget_IsRefused()
    {
        Assert.Null(RuleCheck.BracketProblem(Stop(0.4m), Profit(0.6m)));
        Assert.Null(RuleCheck.BracketProblem(Trailing(10m), Profit(0.6m)));
        Assert.NotNull(RuleCheck.BracketProblem(Stop(0.6m), Profit(0.6m)));
        Assert.NotNull(RuleCheck.BracketProblem(Profit(0.6m), Stop(0.4m)));
        Assert.NotNull(RuleCheck.BracketProblem(Stop(0.4m) with { Book = "manual" }, Profit(0.6m)));
    }

    [Fact]
    public void ChangeProblem_OnlyAnActiveRulesTriggerMoves()
    {
        Assert.Null(RuleCheck.ChangeProblem(RuleStatus.Active, Price.Of(0.3m)));
        Assert.All(Enum.GetValues<RuleStatus>().Except([RuleStatus.Active]), status => Assert.NotNull(RuleCheck.ChangeProblem(status, Price.Of(0.3m))));
        Assert.NotNull(RuleCheck.ChangeProblem(RuleStatus.Active, Price.Of(1m)));
    }
}
