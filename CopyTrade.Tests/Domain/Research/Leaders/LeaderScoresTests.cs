using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class LeaderScoresTests
{
    private static readonly DateOnly First = new(2026, 9, 1);

    [Fact]
    public void IndexRatio_IsTheMeanDifferenceOverItsDeviationByTheDaysOfAYear()
    {
        // Worked by hand: differences +1% and +3% in turn on 20 days in a row; mean 2%, deviation 0.01 × √(20/19).
        var own = Enumerable.Range(0, 20).Select(i => new ReturnDay(First.AddDays(i), 0.05 + (i % 2 == 0 ? 0.01 : 0.03), 2)).ToList();
        var index = Enumerable.Range(0, 30).ToDictionary(i => First.AddDays(i), i => new ReturnDay(First.AddDays(i), 0.05, 9));

        var ratio = IndexRatio.Of(own, index);

        Assert.Equal(0.02 / (0.01 * Math.Sqrt(20.0 / 19)) * Math.Sqrt(365), ratio!.Value, 6);
        Assert.Null(IndexRatio.Of([.. own.Take(13)], index));
        Assert.Null(IndexRatio.Of([.. own.Select(day => day with { Mean = 0.06 })], index));   // no movement, no ratio
        Assert.Null(IndexRatio.Of(own, new Dictionary<DateOnly, ReturnDay>()));
    }

    [Fact]
    public void IndexRatio_OfWhoMakesWhatEverybodyMakes_IsNothing()
    {
        var draw = new SeededDraw(3);
        var days = Enumerable.Range(0, 40).Select(i => new ReturnDay(First.AddDays(i), (draw.Unit() - 0.4) / 5, 3)).ToList();

        var better = IndexRatio.Of([.. days.Select(day => day with { Mean = day.Mean + 0.05 + (draw.Unit() / 100) })], days.ToDictionary(day => day.Day));
        var alike = IndexRatio.Of([.. days.Select((day, i) => day with { Mean = day.Mean + (i % 2 == 0 ? 0.01 : -0.01) })], days.ToDictionary(day => day.Day));

        Assert.True(better > 10);
        Assert.Equal(0, alike!.Value, 6);
    }

    [Fact]
    public void RecentEdge_LetsOldPositionsFade_AndSaysHowLittleIsLeft()
    {
        // Good a quarter of a year ago, bad now: the plain mean is zero.
        var values = Enumerable.Range(0, 20).Select(i => (i < 10 ? 0.1 : -0.1, i < 10 ? 89.0 - i : 19.0 - i)).ToList();

        var recent = RecentEdge.Of(values)!;
        var even = RecentEdge.Of([.. Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? 0.1 : -0.1, 30.0))])!;

        Assert.True(recent.Mean < -0.05, $"{recent.Mean}");
        Assert.InRange(recent.N, 10, 15);
        Assert.Equal((0, 20), (Math.Round(even.Mean, 9), even.N));
        Assert.Null(RecentEdge.Of([(0.1, 1.0)]));
        // One new position among very old ones is a sample of one.
        Assert.Null(RecentEdge.Of([(0.1, 0), (0.2, 400), (0.3, 400)]));
    }

    [Fact]
    public void ChanceLately_IsThatOfFourteenDaysAlone()
    {
        LeaderClosing[] closings = [.. Enumerable.Range(0, 40).Select(i => Held(i, 40m, 0.5m, won: true, Now.AddDays(-20 - i))), .. Enumerable.Range(50, 10).Select(i => Held(i, 40m, 0.5m, won: false, Now.AddDays(-1 - (i % 10))))];

        var profile = LeaderCalculator.Of(History([], closings));

        Assert.True(profile.ProbabilityOfEdge > 0.95);
        Assert.Equal((0.0, 10), (profile.ProbabilityLately, profile.MarketsLately));
        Assert.Null(LeaderCalculator.Of(History([], [.. closings.Take(44)])).ProbabilityLately);   // four markets
    }

    [Fact]
    public void RollingScore_IsThePlaceAmongAll_AndNotKnownIsNoZero()
    {
        List<LeaderProfile> all = [.. Enumerable.Range(1, 9).Select(i => LeaderCalculator.Of(Trader(i, 0.4 + (i * 0.05), 60, i))), LeaderCalculator.Of(History([], [], wallet: 10))];

        var standings = LeaderRanker.Rank(all);

        var none = standings[Wallet(10).Value];
        Assert.Null(none.Score);
        Assert.All(none.Scores, part => Assert.Null(part.Value));
        var known = standings.Where(one => one.Key != Wallet(10).Value).Select(one => one.Value).ToList();
        Assert.All(known, standing => Assert.InRange(standing.Score!.Value, 0, 100));
        Assert.All(known[0].Scores.Select(part => part.Name).Where(name => name != "Sharpe over index"), name => Assert.Equal(50, known.Average(standing => standing.Scores.Single(part => part.Name == name).Value!.Value), 6));
        Assert.True(standings[Wallet(9).Value].Score > standings[Wallet(1).Value].Score);
        // Without an index that part alone is not known.
        Assert.All(known, standing => Assert.Null(standing.Scores.Single(part => part.Name == "Sharpe over index").Value));
    }

    [Fact]
    public void Categories_AreRankedAmongThemselves()
    {
        // Good at politics, bad at sports; the others the other way round.
        List<LeaderProfile> all = [.. Enumerable.Range(1, 6).Select(i => LeaderCalculator.Of(Both(i, politics: i == 1 ? 0.9 : 0.4, sports: i == 1 ? 0.2 : 0.6)))];

        var standings = LeaderRanker.Rank(all);

        CategoryStanding Of(int wallet, string category) => standings[Wallet(wallet).Value].Within.Single(within => within.Category == category);
        Assert.Equal((1, 6), (Of(1, "politics").Rank, Of(1, "politics").Of));
        Assert.Equal(6, Of(1, "sports").Rank);
        Assert.Equal(Enumerable.Range(1, 6).Cast<int?>(), Enumerable.Range(1, 6).Select(i => Of(i, "sports").Rank).Order());
        Assert.Equal(40, Of(1, "politics").Wins.N);
    }

    [Fact]
    public void Categories_WithTooFewPositions_AreNotRanked()
    {
        var within = Assert.Single(LeaderRanker.Rank([LeaderCalculator.Of(Trader(1, 0.9, 8, 1))])[Wallet(1).Value].Within);

        Assert.Equal(("sports", (int?)null, 0, (Estimate?)null, 8), (within.Category, within.Rank, within.Of, within.Shrunk, within.Wins.N));
    }

    [Fact]
    public void Rotation_ProposesTheBestAndDropsNobodyForAPlaceOrTwo()
    {
        var rows = new[] { LeaderVerdict.CopyWorthy, LeaderVerdict.CopyWorthy, LeaderVerdict.CopyWorthy, LeaderVerdict.CopyWorthy, LeaderVerdict.Risky, LeaderVerdict.Risky, LeaderVerdict.Risky, LeaderVerdict.Risky, LeaderVerdict.Trap, LeaderVerdict.NotEnoughData }
            .Select((verdict, i) => new LeaderRow { Wallet = Wallet(i + 1), Standing = new(i + 1, 10, null, null, null, verdict, ["why"]) }).ToList();
        WalletAddress[] followed = [Wallet(4), Wallet(6), Wallet(8), Wallet(9), Wallet(10), Wallet(99)];

        var proposal = Rotation.Of(rows, followed.ToHashSet(), 3);

        Assert.Equal([Wallet(4), Wallet(6)], proposal.Keep.Select(row => row.Wallet));   // fourth and sixth: within twice three
        Assert.Equal([Wallet(8), Wallet(9)], proposal.Drop.Select(row => row.Wallet));
        Assert.Equal([Wallet(1)], proposal.Take.Select(row => row.Wallet));              // two stay, so one place is free
        Assert.Equal([Wallet(10), Wallet(99)], proposal.Unknown);
        Assert.False(Rotation.Of(rows, rows.Take(3).Select(row => row.Wallet).ToHashSet(), 3).IsChange);
    }

    private static LeaderHistory Both(int wallet, double politics, double sports)
    {
        var (good, bad) = (Trader(wallet, politics, 40, wallet), Trader(wallet, sports, 40, wallet + 50));
        return good with
        {
            Fills = [.. good.Fills, .. bad.Fills.Select((fill, i) => fill with { Condition = Condition(500 + i), Token = Token(500 + i) })],
            Closings = [.. good.Closings, .. bad.Closings.Select((closing, i) => closing with { Condition = Condition(500 + i), Token = Token(500 + i), ClosedAt = closing.ClosedAt.AddMinutes(7) })],
            Markets = Enumerable.Range(0, 40).Select(i => Market(i, category: "politics")).Concat(Enumerable.Range(500, 40).Select(i => Market(i))).ToDictionary(market => market.Condition),
        };
    }
}
