using System.Numerics;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

/// <summary>A thousand random lives of an account, reckoned twice in different ways: nothing may be left over.</summary>
public sealed class LedgerPropertyTests
{
    private const int Histories = 1_000;

    [Fact]
    public void Profit_ThousandRandomHistories_AgreesWithAnIndependentReckoningToTheLastMillionth()
    {
        var closings = 0;
        for (var seed = 0; seed < Histories; seed++)
        {
            var history = new LedgerHistory(seed, deeds: 60);
            var again = new BruteForce(history.Deeds);
            var marks = new Dictionary<TokenId, Price> { [LedgerHistory.Yes] = Price.Of((seed % 999 + 1) / 1000m), [LedgerHistory.No] = Price.Of((998 - (seed % 997)) / 1000m) };

            var profit = ProfitCalculator.Of(history.Lines, marks);

            var value = again.ValueAt(token => (long)(marks[TokenId.Parse(token)].Value * 1_000_000m));
            Assert.True(Micro(profit.Realized) == again.Realized, $"realised, seed {seed}");
            Assert.True(Micro(profit.OpenValue) == value, $"open value, seed {seed}");
            Assert.True(Micro(profit.OpenCost) == again.Cost, $"open cost, seed {seed}");
            Assert.True((Micro(profit.Fees), Micro(profit.Rebates)) == (again.Fees, again.Rebates), $"fees and rebates, seed {seed}");
            // Whatever came in or went out is either profit or still held: the residual is nothing.
            Assert.True(Micro(profit.Net) - (again.Cash + value) == BigInteger.Zero, $"residual, seed {seed}");
            Assert.Equal((Usdc.Zero, 0), (profit.Unassigned, profit.Unmarked));
            closings += history.Entries.Count(entry => entry.Kind is LedgerKind.Closed or LedgerKind.Ended or LedgerKind.Merged);
        }

        Assert.True(closings > 10_000, "the histories close too little to prove anything");
    }

    [Fact]
    public void Ledger_EveryPrefixOfAHistory_SumsToZeroAndHoldsWhatIsHeld()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var history = new LedgerHistory(seed, deeds: 40);
            var sums = new Dictionary<LedgerAccount, decimal>();
            foreach (var entry in history.Entries)
            {
                foreach (var posting in entry.Postings) sums[posting.Account] = sums.GetValueOrDefault(posting.Account) + posting.Amount.Amount;
                Assert.Equal(0m, sums.Values.Sum());
            }

            var again = new BruteForce(history.Deeds);
            Assert.Equal(again.Cash, (BigInteger)(sums.GetValueOrDefault(LedgerAccount.Cash) * 1_000_000m));
            foreach (var (book, token) in new[] { ("a", LedgerHistory.Yes), ("b", LedgerHistory.No) })
            {
                var held = history.Entries.Where(entry => entry.Place.Book == book).SelectMany(entry => entry.Postings).Where(posting => posting.Account == LedgerAccount.Position && posting.Token == token).Sum(posting => posting.Shares);
                Assert.Equal(again.Held(book, token), (BigInteger)(held * 1_000_000m));
            }
        }
    }

    [Theory]
    [InlineData(ProfitGrouping.Target)]
    [InlineData(ProfitGrouping.Category)]
    [InlineData(ProfitGrouping.Mode)]
    public void By_AnyGrouping_TheGroupsAddUpToTheWhole(ProfitGrouping grouping)
    {
        var history = new LedgerHistory(7, deeds: 200);
        var marks = new Dictionary<TokenId, Price> { [LedgerHistory.Yes] = Price.Of(0.61m), [LedgerHistory.No] = Price.Of(0.38m) };
        var groups = ProfitCalculator.By(grouping, history.Lines, marks);
        var whole = ProfitCalculator.Of(history.Lines, marks);

        Assert.Equal(whole.Realized, Sum(groups, profit => profit.Realized));
        Assert.Equal(whole.Fees, Sum(groups, profit => profit.Fees));
        Assert.Equal(whole.Rebates, Sum(groups, profit => profit.Rebates));
        Assert.Equal(whole.OpenCost, Sum(groups, profit => profit.OpenCost));
        Assert.Equal(whole.Trades, groups.Sum(group => group.Profit.Trades));
        if (grouping == ProfitGrouping.Target) Assert.Equal(whole.Net, Sum(groups, profit => profit.Net));
    }

    [Fact]
    public void Of_PositionWithoutAMark_IsCountedAndInNoSum()
    {
        var lot = LedgerPoster.Post(new LedgerFact.Bought("lot:1", DateTimeOffset.UnixEpoch, new("a", null, LedgerHistory.Yes), Shares.Of(10m), Usdc.Of(5m), Usdc.Zero));
        var profit = ProfitCalculator.Of(LedgerLine.Of(lot), new Dictionary<TokenId, Price>());

        Assert.Equal((1, 1, Usdc.Zero, Usdc.Of(5m)), (profit.OpenPositions, profit.Unmarked, profit.OpenResult, profit.UnmarkedCost));
    }

    [Fact]
    public void Entry_ThatDoesNotBalance_CannotBeMade()
    {
        var fact = new LedgerFact.Moved("x", DateTimeOffset.UnixEpoch, Usdc.Of(1m));
        Assert.Throws<ArgumentException>(() => new LedgerEntry(fact, LedgerKind.Capital, new LedgerPosting(LedgerAccount.Cash, Usdc.Of(1m))));
        Assert.Throws<ArgumentException>(() => new LedgerEntry(fact, LedgerKind.Capital));
    }

    private static Usdc Sum(IEnumerable<(string? Key, Profit Profit)> groups, Func<Profit, Usdc> figure) => groups.Aggregate(Usdc.Zero, (sum, group) => sum + figure(group.Profit));

    private static BigInteger Micro(Usdc amount) => (BigInteger)(amount.Amount * 1_000_000m);
}
