using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

public sealed class NegRiskValueTests
{
    private const int Events = 500;

    [Fact]
    public void Certain_CompleteSets_AreADollarEach()
    {
        Assert.Equal(10m, NegRiskValue.Certain([new(10m, 0m), new(10m, 0m), new(10m, 0m)], isWhole: true));
        Assert.Equal(10m, NegRiskValue.Certain([new(10m, 10m)], isWhole: false));
        // A no of each of three questions: two of them are right whatever happens.
        Assert.Equal(20m, NegRiskValue.Certain([new(0m, 10m), new(0m, 10m), new(0m, 10m)], isWhole: true));
        Assert.Equal(0m, NegRiskValue.Certain([new(10m, 0m), new(10m, 0m)], isWhole: false));
        Assert.Equal(0m, NegRiskValue.Certain([], isWhole: false));
    }

    [Fact]
    public void Payoff_AfterAnyConversion_IsTheSameWhoeverWins()
    {
        for (var seed = 0; seed < Events; seed++)
        {
            var random = new Random(seed);
            var before = Enumerable.Range(0, random.Next(2, 8)).Select(_ => new NegRiskQuestion(random.Next(0, 90) / 4m, random.Next(0, 90) / 4m, Price.Of(random.Next(1, 900) / 1000m))).ToList();
            var chosen = before.Select(_ => random.Next(2) == 0).ToList();
            if (!chosen.Contains(true)) chosen[0] = true;
            var shares = before.Where((_, at) => chosen[at]).Min(question => question.No);
            var cash = (chosen.Count(isChosen => isChosen) - 1) * shares;
            var after = before.Select((question, at) => chosen[at] ? question with { No = question.No - shares } : question with { Yes = question.Yes + shares }).ToList();

            for (var winner = 0; winner < before.Count; winner++)
                Assert.Equal(NegRiskValue.Payoff(before, before[winner]), NegRiskValue.Payoff(after, after[winner]) + cash);
            Assert.Equal(NegRiskValue.Certain(before, isWhole: true), NegRiskValue.Certain(after, isWhole: true) + cash);
            Assert.Equal(0m, decimal.Round(NegRiskValue.Expected(before, isWhole: true)!.Value - NegRiskValue.Expected(after, isWhole: true)!.Value - cash, 12));
            Assert.True(NegRiskValue.Expected(before, isWhole: true) >= NegRiskValue.Certain(before, isWhole: true) - 0.000000000001m);
        }
    }

    [Fact]
    public void Expected_OfAPart_TakesMarksAsTheyAreAndKnowsWhatItDoesNotKnow()
    {
        Assert.Equal(13m, NegRiskValue.Expected([new(5m, 10m, Price.Of(0.4m)), new(10m, 0m, Price.Of(0.5m))], isWhole: false));
        Assert.Null(NegRiskValue.Expected([new(5m, 10m, null)], isWhole: false));
        Assert.Equal(7m, NegRiskValue.Expected([new(7m, 7m, null)], isWhole: false));
    }

    [Fact]
    public void Certain_OfTheLedger_CountsBothOutcomesOfAMarketAndNoSharesOfAnEvent()
    {
        var (alone, first, second) = (Condition('a'), Condition('b'), Condition('c'));
        LedgerLine[] lines = [Held(alone, "1", 10m), Held(alone, "2", 4m), Held(alone, "2", -1m), Held(first, "12", 6m), Held(second, "22", 5m), Held(second, "21", 2m)];
        var events = new Dictionary<ConditionId, EventPlace> { [first] = new("election", TokenId.Parse("11")), [second] = new("election", TokenId.Parse("21")) };

        // Three pairs of the market by itself; of the event 11 no-shares, of which six are lost at the worst.
        Assert.Equal(Usdc.Of(3m + 5m), CertainValue.Of(lines, events));
        Assert.Equal(Usdc.Of(3m + 2m), CertainValue.Of(lines, new Dictionary<ConditionId, EventPlace>()));
    }

    private static ConditionId Condition(char digit) => ConditionId.Parse("0x" + new string(digit, 64));

    private static LedgerLine Held(ConditionId condition, string token, decimal shares) =>
        new(default, LedgerKind.Bought, new("book", condition, TokenId.Parse(token)), null, LedgerAccount.Position, 0m, TokenId.Parse(token), shares);
}
