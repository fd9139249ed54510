using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Research.Copies;

public sealed class CopyGapProperties
{
    private const int Histories = 1_000;

    [Fact]
    public void Of_ThousandRandomHistories_LeavesNothingUnexplained()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var copies = new RandomCopies(seed);
            var period = PeriodOf(seed);

            var report = CopyGap.Of(copies.History, period, copies.Marks(period, missing: seed % 3 == 0 ? 0.2 : 0));

            Assert.Equal(0m, report.Residual);
            Assert.All(report.Trades, trade => Assert.Equal(trade.Mine, trade.Theirs + trade.Parts.Sum(part => part.Amount)));
            Assert.Equal(report.Mine - report.Theirs, report.Steps.Sum(step => step.Amount));
            Assert.Equal(report.Trades.Count(trade => !trade.IsPriced), report.Steps.Sum(step => step.Unpriced));
        }
    }

    // By another way than lots: what came in and went out, and what was there at both ends.
    [Fact]
    public void Of_ThousandRandomHistories_MakesWhatTheAccountsMade()
    {
        for (var seed = 0; seed < Histories; seed++)
        {
            var copies = new RandomCopies(seed, oversells: false);
            var period = PeriodOf(seed);

            var report = CopyGap.Of(copies.History, period, copies.Marks(period));

            Assert.Equal(Mine(copies.History, period), report.Mine);
            Assert.Equal(Theirs(copies.History, period), report.Theirs);
        }
    }

    [Fact]
    public void Of_TwoHalves_AddUpToTheWhole()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var copies = new RandomCopies(seed);
            var (from, middle, to) = (RandomCopies.Begin.AddDays(2), RandomCopies.Begin.AddDays(5), RandomCopies.Begin.AddDays(9));
            CopyGapReport Of(DateTimeOffset begin, DateTimeOffset end) => CopyGap.Of(copies.History, new(begin, end), copies.Marks(new(begin, end)));

            var (first, second, whole) = (Of(from, middle), Of(middle, to), Of(from, to));

            Assert.Equal(whole.Theirs, first.Theirs + second.Theirs);
            Assert.Equal(whole.Mine, first.Mine + second.Mine);
        }
    }

    // What is called rounding is small: nothing else hides in it.
    [Fact]
    public void Of_RoundingOfLots_StaysWithinTheirCents()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var copies = new RandomCopies(seed);
            var period = PeriodOf(seed);
            var report = CopyGap.Of(copies.History, period, copies.Marks(period));
            foreach (var trade in report.Trades.Where(trade => trade.Trade is { Result: FollowedResult.Ordered, Chosen: null }))
            {
                var rounded = trade.Parts.Where(part => part.Bar == GapBar.Rounding).Sum(part => part.Amount);

                Assert.InRange(rounded, -0.00002m, 0.00002m);
            }
        }
    }

    private static CopyPeriod PeriodOf(int seed) => new(RandomCopies.Begin.AddDays(seed % 5), RandomCopies.Begin.AddDays((seed % 5) + 1 + (seed % 4)));

    private static decimal Mine(CopyHistory history, CopyPeriod period)
    {
        decimal Held(TokenId token, DateTimeOffset at) => history.Lots.Where(lot => lot.Token == token && lot.OpenedAt < at)
            .Sum(lot => lot.Shares.Quantity - lot.Closes.Where(close => close.At < at).Sum(close => close.Shares.Quantity));
        var cash = history.Lots.Where(lot => period.Holds(lot.OpenedAt)).Sum(lot => -lot.Cost.Amount)
            + history.Lots.SelectMany(lot => lot.Closes).Where(close => period.Holds(close.At)).Sum(close => close.Proceeds.Amount);
        return cash + Worth(history, period, Held);
    }

    private static decimal Theirs(CopyHistory history, CopyPeriod period)
    {
        static decimal Signed(FollowedTrade trade) => trade.Side == OrderSide.Buy ? trade.Shares.Quantity : -trade.Shares.Quantity;
        decimal Held(TokenId token, DateTimeOffset at) => history.Trades.Where(trade => trade.Token == token && trade.At < at).Sum(Signed);
        return history.Trades.Where(trade => period.Holds(trade.At)).Sum(trade => -Signed(trade) * trade.Price.Value) + Worth(history, period, Held);
    }

    private static decimal Worth(CopyHistory history, CopyPeriod period, Func<TokenId, DateTimeOffset, decimal> held) => history.Trades.Select(trade => trade.Token).Distinct()
        .Sum(token => (held(token, period.To) * RandomCopies.PriceAt(token, period.To).Value) - (held(token, period.From) * RandomCopies.PriceAt(token, period.From).Value));
}
