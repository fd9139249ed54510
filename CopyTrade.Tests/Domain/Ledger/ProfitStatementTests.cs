using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

public sealed class ProfitStatementTests
{
    [Theory]
    [InlineData(StatementWindow.Day)]
    [InlineData(StatementWindow.Week)]
    public void Of_ARandomLife_EachEndsWhereTheNextBeginsAndTogetherTheyAreTheWhole(StatementWindow window)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var history = new LedgerHistory(seed, deeds: 120);
            var first = DateOnly.FromDateTime(history.Entries[0].At.UtcDateTime).AddDays(-1);
            var last = DateOnly.FromDateTime(history.Entries[^1].At.UtcDateTime);
            var marks = new Dictionary<TokenId, Price> { [LedgerHistory.Yes] = Price.Of(0.3m), [LedgerHistory.No] = Price.Of(0.6m) };
            var days = ProfitDays.Of(history.Lines, [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)], _ => marks);

            var statements = ProfitStatement.Of(days, window);

            Assert.Equal((last, first.AddDays(1)), (statements[0].To, statements[^1].From));
            Assert.All(statements.Zip(statements.Skip(1)), pair => Assert.Equal((pair.First.Before, pair.First.From), (pair.Second.After, pair.Second.To.AddDays(1))));
            Assert.All(statements, one => Assert.Equal(one.Net, one.Realized + one.OpenChange + one.Rebates + one.Rewards));
            var whole = ProfitCalculator.Of(history.Lines, marks);
            Assert.Equal(
                (whole.Net, whole.Realized, whole.Fees, whole.Trades), (Sum(statements, one => one.Net), Sum(statements, one => one.Realized), Sum(statements, one => one.Fees), statements.Sum(one => one.Trades)));
            if (window == StatementWindow.Week) Assert.All(statements.SkipLast(1), one => Assert.Equal(DayOfWeek.Monday, one.From.DayOfWeek));
        }
    }

    private static Usdc Sum(IEnumerable<ProfitStatement> statements, Func<ProfitStatement, Usdc> figure) => statements.Aggregate(Usdc.Zero, (sum, one) => sum + figure(one));
}
