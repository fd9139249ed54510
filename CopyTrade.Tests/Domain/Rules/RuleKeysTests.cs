using CopyTrade.Domain.Rules;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class RuleKeysTests
{
    [Fact]
    public void For_IsFrozen() => Assert.Equal(
        CopyTrade.Domain.Trading.IdempotencyKey.OfText("rule:01930000-0000-7000-8000-000000000001:2:3:manual"), RuleKeys.For(Rule, 2, 3, "manual"));

    [Fact]
    public void For_EveryPart_MakesAnotherKey() =>
        Assert.Equal(4, new[] { RuleKeys.For(Rule, 1, 1, "a"), RuleKeys.For(Rule, 2, 1, "a"), RuleKeys.For(Rule, 1, 2, "a"), RuleKeys.For(Rule, 1, 1, "b") }.Distinct().Count());
}
