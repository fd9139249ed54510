using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class LeaderCalculatorTests
{
    [Fact]
    public void Of_RandomHistories_KeepsItsBounds()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var draw = new SeededDraw((ulong)seed);
            var history = Trader(seed + 1, 0.2 + (0.6 * draw.Unit()), draw.Next(60), seed);

            var profile = LeaderCalculator.Of(history);

            Assert.Equal(history.Closings.Sum(closing => closing.Pnl.Amount), profile.Window(0)!.Pnl.Amount);
            Assert.Equal(profile.WinRate.N, profile.Categories.Sum(group => group.Wins.N));
            Assert.Equal(profile.WinRate.N, profile.Bands.Sum(group => group.Wins.N));
            Assert.Equal(profile.WinRate.N, profile.Heat.Sum(cell => cell.N));
            Assert.Equal(profile.Trades, profile.Sizes.Sum(bar => bar.Count));
            Assert.Equal(profile.Window(90)!.Pnl, profile.Equity.Count == 0 ? Usdc.Zero : profile.Equity[^1].Total);
            Assert.True(profile.Drawdown.Worst <= Usdc.Zero);
            Assert.InRange(profile.Drawdown.Part ?? 0, 0, 1);
            Assert.True(profile.Net is null || profile.Net.Mean < profile.Gross!.Mean);
            Assert.InRange(profile.ProbabilityOfEdge ?? 0, 0, 1);
            Assert.True(profile.WithoutBest is null || profile.WithoutBest <= profile.Window(90)!.Pnl);
        }
    }

    [Fact]
    public void Of_TheSameHistory_IsTheSameProfile()
    {
        var history = Trader(1, 0.6, 40, 3);

        Assert.Equal(CopyTrade.Infrastructure.Persistence.DomainJson.Write(LeaderCalculator.Of(history)), CopyTrade.Infrastructure.Persistence.DomainJson.Write(LeaderCalculator.Of(history with { Fills = [.. history.Fills.Reverse()], Closings = [.. history.Closings.Reverse()] })));
    }

    [Fact]
    public void Of_NothingRead_KnowsNothingAndClaimsNothing()
    {
        var profile = LeaderCalculator.Of(History([], []));

        Assert.Null(profile.Net);
        Assert.Null(profile.WinRate.Value);
        Assert.Null(profile.ProbabilityOfEdge);
        Assert.Null(profile.MedianHold);
        Assert.Null(profile.CapacityADay);
        Assert.Null(profile.Window(30)!.Roi);
        Assert.Equal(LeaderVerdict.NotEnoughData, LeaderRanker.Judge(profile, null).Verdict);
    }

    [Fact]
    public void Net_OfAPositionHeldToItsEnd_PaysOneLeg_SoldOnePaysTwo()
    {
        LeaderClosing[] held = [Held(1, 10m, 0.5m, true, Now.AddDays(-2)), Held(2, 10m, 0.5m, true, Now.AddDays(-1))];
        LeaderClosing[] sold = [.. held.Select(closing => closing with { Pnl = Usdc.Of(1m) })];
        var cost = CopyCost.Assumed;

        var (ofHeld, ofSold) = (LeaderCalculator.Of(History([], held)), LeaderCalculator.Of(History([], sold)));

        Assert.Equal(1.0 - (double)(cost.HalfSpread + cost.Slippage), ofHeld.Net!.Mean, 9);
        Assert.Equal(0.2 - ((double)(cost.HalfSpread + cost.Slippage) * 2.2), ofSold.Net!.Mean, 9);
        Assert.Equal(0, ofHeld.Cost.Books);
    }

    [Fact]
    public void Drawdown_FromPeakToBottom_IsMeasuredAgainstCapitalAndProfit()
    {
        LeaderClosing[] closed = [Held(1, 100m, 0.5m, true, Now.AddDays(-3)), Held(2, 100m, 0.5m, false, Now.AddDays(-2)), Held(3, 100m, 0.5m, false, Now.AddDays(-1))];
        LeaderFill[] fills = [.. closed.Select((closing, i) => Fill(i + 1, OrderSide.Buy, 100m, 0.5m, closing.ClosedAt.AddHours(-1)))];

        var profile = LeaderCalculator.Of(History(fills, closed));

        Assert.Equal(Usdc.Of(-100m), profile.Drawdown.Worst);
        Assert.Equal(Usdc.Of(50m), profile.Drawdown.Capital);
        Assert.Equal(1.0, profile.Drawdown.Part!.Value, 9);
        Assert.Equal(TimeSpan.FromHours(1), profile.MedianHold);
    }

    [Fact]
    public void WithoutBest_OfOneGreatWin_ShowsWhatIsLeft()
    {
        var profile = LeaderCalculator.Of(History([], [Held(1, 1000m, 0.1m, true, Now.AddDays(-1)), .. Enumerable.Range(2, 20).Select(i => Held(i, 20m, 0.5m, i % 2 == 0, Now.AddDays(-i)))]));

        Assert.Equal(Usdc.Of(900m), profile.Window(90)!.Pnl - profile.WithoutBest!.Value);
        Assert.Contains(profile.Flags, flag => flag.Kind == LeaderFlagKind.OneMarket);
    }

    [Fact]
    public void ChanceOfLuck_OfSomebodyWhoKnows_IsSmall_OfACoinIsNot()
    {
        Assert.True(LeaderCalculator.Of(Trader(1, 0.8, 80, 1)).ChanceOfLuck < 0.001);
        Assert.InRange(LeaderCalculator.Of(Trader(1, 0.5, 80, 1)).ChanceOfLuck!.Value, 0.02, 0.98);
        Assert.Null(LeaderCalculator.Of(Trader(1, 0.5, 3, 1)).ChanceOfLuck);
    }

    [Theory, InlineData(0.6, 0.25, 0.20, 1.0), InlineData(0.5, 0.0, 0.1, 0.0)]
    public void Score_IsTheFormulaOfTheScreening(double wins, double roi, double fall, double score) => Assert.Equal(score, Screening.ScoreOf(wins, roi, fall)!.Value, 9);

    [Fact]
    public void Score_WithAnUnknownPart_IsUnknown()
    {
        Assert.Null(Screening.ScoreOf(null, 0.2, 0.1));
        Assert.Null(Screening.ScoreOf(0.6, -0.2, 0.1));
        Assert.Null(Screening.ScoreOf(0.6, 0.2, null));
    }

    [Fact]
    public void Screening_OfAGoodTrader_PassesEachFilter()
    {
        var screening = LeaderCalculator.Of(Trader(1, 0.75, 120, 2)).Screening;

        Assert.True(screening.Passes, string.Join("; ", screening.Checks.Where(check => check.Passes != true)));
    }

    [Fact]
    public void Cost_OfCopying_GrowsWithTheStakeAndIsAssumedWithoutBooks()
    {
        BookSample[] books = [new(Token(1), 0.01m, Usdc.Of(100m)), new(Token(2), 0.02m, Usdc.Of(50m)), new(Token(3), 0.05m, Usdc.Of(10m))];

        Assert.Equal(0.02m, CopyCost.Of(books, Usdc.Of(1m)).HalfSpread);
        Assert.True(CopyCost.Of(books, Usdc.Of(40m)).Slippage > CopyCost.Of(books, Usdc.Of(1m)).Slippage);
        Assert.Same(CopyCost.Assumed, CopyCost.Of([], Usdc.Of(1m)));
        Assert.Equal(0.02 + 0.003 + (0.07 * 0.6), CopyCost.Of(books, Usdc.Of(1m)).OfLeg(Price.Of(0.4m), 0.07m, 1), 9);
    }
}
