using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

public sealed class EventMarksTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Together_OfAWholeEvent_AddUpToADollarWhateverIsHeld()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var questions = Enumerable.Range(1, random.Next(2, 9)).Select(Question).ToList();
            var chances = questions.Select(_ => random.Next(1, 100)).ToList();
            var marks = new Dictionary<TokenId, TokenMark>();
            foreach (var (question, chance) in questions.Zip(chances))
            {
                var price = Math.Clamp(decimal.Round((decimal)chance / chances.Sum() * (0.95m + (random.Next(0, 11) / 100m)), 3), 0.001m, 0.999m);
                var which = random.Next(3);
                if (which != 1) marks[question.Yes] = Mark(question.Yes, price);
                if (which != 0) marks[question.No] = Mark(question.No, 1m - price);
            }

            var together = EventMarks.Together(marks, [questions], Now);

            if (EventMarks.ChancesOf(questions, marks, Now) is not { } parts) continue;
            Assert.Equal(1m, parts.Sum(part => part.Value));
            Assert.Equal(marks.Keys.Order(TokenIds), together.Keys.Order(TokenIds));   // none is made
            var held = questions.ConvertAll(question => new NegRiskQuestion(random.Next(0, 40) / 4m, random.Next(0, 40) / 4m));
            var value = questions.Zip(held, parts).Sum(one => (one.Second.Yes * one.Third.Value) + (one.Second.No * one.Third.Complement.Value));
            Assert.Equal(value, NegRiskValue.Expected([.. held.Zip(parts, (one, part) => one with { Mark = part })], isWhole: true)!.Value, 9);
            // A yes of every question is a dollar, and so is a yes and a no of one.
            Assert.All(together, mark => Assert.True(mark.Value.IsTogether));
        }
    }

    [Theory]
    [InlineData(0.50, 0.30, null, "one is not known")]
    [InlineData(0.50, 0.30, 0.70, "they do not belong together")]
    [InlineData(0.30, 0.20, 0.10, "something is missing")]
    public void Together_WhereItCannotBeTold_LeavesEachMarkAsItIs(double first, double second, double? third, string why)
    {
        var questions = Enumerable.Range(1, 3).Select(Question).ToList();
        var marks = new Dictionary<TokenId, TokenMark> { [questions[0].Yes] = Mark(questions[0].Yes, (decimal)first), [questions[1].Yes] = Mark(questions[1].Yes, (decimal)second) };
        if (third is { } known) marks[questions[2].Yes] = Mark(questions[2].Yes, (decimal)known);

        var together = EventMarks.Together(marks, [questions], Now);

        Assert.True(together.All(mark => mark.Value == marks[mark.Key]), why);
        Assert.Equal(marks.Count, together.Count);
    }

    [Fact]
    public void Together_WithAPriceThatIsOld_LeavesEachMarkAsItIs()
    {
        var questions = Enumerable.Range(1, 2).Select(Question).ToList();
        var marks = new Dictionary<TokenId, TokenMark> { [questions[0].Yes] = Mark(questions[0].Yes, 0.55m), [questions[1].Yes] = Mark(questions[1].Yes, 0.5m) with { At = Now - EventMarks.Oldest - TimeSpan.FromSeconds(1) } };

        Assert.False(EventMarks.Together(marks, [questions], Now)[questions[0].Yes].IsTogether);
        Assert.True(EventMarks.Together(marks, [questions], Now - TimeSpan.FromMinutes(1))[questions[0].Yes].IsTogether);
    }

    [Fact]
    public void Event_OfAnAccount_IsValuedTogetherAndSaysWhatIsPaidHoweverItEnds()
    {
        var questions = Enumerable.Range(1, 3).Select(Question).ToList();
        var events = questions.ToDictionary(question => question.Condition, question => new EventPlace("election", question.Yes));
        LedgerLine[] lines = [.. questions.Select(question => Held(question.Condition, question.Yes, 10m)), Held(questions[0].Condition, questions[0].No, 4m)];
        var marks = new Dictionary<TokenId, Price> { [questions[0].Yes] = Price.Of(0.5m), [questions[1].Yes] = Price.Of(0.3m), [questions[2].Yes] = Price.Of(0.2m) };
        var facts = new PerformanceFacts(AccountMoney.Live, lines, new Dictionary<DateOnly, IReadOnlyDictionary<TokenId, Price>>(), new Dictionary<string, string?>(), new Dictionary<string, string>(), [], 0, 0, events);
        IReadOnlySet<ConditionId> all = questions.Select(question => question.Condition).ToHashSet();

        var whole = Assert.Single(EventValue.Of(facts with { Questions = new Dictionary<string, IReadOnlySet<ConditionId>> { ["election"] = all } }, marks));
        var part = Assert.Single(EventValue.Of(facts, marks));
        marks.Remove(questions[2].Yes);
        var unknown = Assert.Single(EventValue.Of(facts, marks));

        // Ten complete sets, and four no-shares of which each is worth what its yes leaves over.
        Assert.Equal((Usdc.Of(12m), Usdc.Of(10m), 3), (whole.Value!.Value, whole.Certain, whole.Questions));
        // Should a question that is not listed win, no yes is paid, and every no is.
        Assert.Equal((Usdc.Of(12m), Usdc.Of(4m), null), (part.Value!.Value, part.Certain, part.Questions));
        Assert.Null(unknown.Value);
    }

    private static readonly Comparer<TokenId> TokenIds = Comparer<TokenId>.Create((one, other) => string.CompareOrdinal(one.Value, other.Value));

    private static EventQuestion Question(int number) => new(ConditionId.Parse("0x" + number.ToString("x", System.Globalization.CultureInfo.InvariantCulture).PadLeft(64, '0')), TokenId.Parse($"{number}1"), TokenId.Parse($"{number}2"));

    private static TokenMark Mark(TokenId token, decimal price) => new(token, Price.RoundNearest(price), Now, MarkSource.Book);

    private static LedgerLine Held(ConditionId condition, TokenId token, decimal shares) =>
        new(default, LedgerKind.Bought, new("book", condition, token), null, LedgerAccount.Position, 0m, token, shares);
}
