using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using static CopyTrade.Tests.Domain.Research.Leaders.LeaderSamples;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class LockStepTests
{
    [Fact]
    public void Ties_OfWhatCoincides_SayWhoGoesFirst()
    {
        var ties = LockStep.Ties(100, [Pair(2, 60, before: 25, after: 30), Pair(3, 50, before: 2, after: 46), Pair(4, 40, before: 38, after: 1), Pair(5, 45, before: 0, after: 3)]);

        Assert.Equal([(2, LeaderTieKind.LockStep), (3, LeaderTieKind.Follows), (5, LeaderTieKind.LockStep), (4, LeaderTieKind.Leads)], ties.Select(tie => (Number(tie), tie.Kind)));
    }

    [Theory]
    [InlineData(19, 0, 8)]      // too few
    [InlineData(60, 0, 4)]      // too few markets
    [InlineData(60, 13, 8)]     // being active on the same markets explains a good part
    public void Ties_OfWhatChanceExplains_AreNone(int shared, int shifted, int markets) =>
        Assert.Empty(LockStep.Ties(100, [Pair(2, shared, shared / 2, shared / 2) with { Shifted = shifted, Markets = markets }]));

    [Fact]
    public void Ties_OfASmallPartOfTheFollower_AreNone()
    {
        var busy = Pair(2, 60, before: 0, after: 60) with { OtherEntries = 1_000 };

        Assert.Empty(LockStep.Ties(100, [busy]));
        Assert.Single(LockStep.Ties(100, [busy with { OtherEntries = 150 }]));
    }

    [Fact]
    public void Crowd_CountsThoseWhoComeAfterAndTheirDollarsPerEntry()
    {
        var crowd = LockStep.Crowd(100, 40, [Pair(2, 60, 25, 30), Pair(3, 50, 2, 46) with { AfterUsdc = Usdc.Of(1_500m) }, Pair(4, 40, 0, 40) with { AfterUsdc = Usdc.Of(500m) }])!;

        Assert.Equal((100, 40, 2, Usdc.Of(20m)), (crowd.Entries, crowd.Read, crowd.Followers, crowd.PerEntry));
        Assert.Null(LockStep.Crowd(0, 40, []));
        Assert.Null(LockStep.Crowd(100, 0, []));
    }

    [Fact]
    public void Profile_OfACrowdedWallet_HasLessRoomAndSaysSo()
    {
        var history = Trader(1, 0.8, 120, 7) with { Books = [new BookSample(Token(1), 0.01m, Usdc.Of(100m))], Company = new(100, 40, [Pair(3, 50, 2, 46) with { AfterUsdc = Usdc.Of(7_500m) }]) };

        var profile = LeaderCalculator.Of(history);
        var alone = LeaderCalculator.Of(history with { Company = new(100, 40, []) });

        Assert.Equal(profile.CapacityADay!.Value.Amount / 4m, profile.RoomLeft!.Value.Amount, 4);
        Assert.Equal(alone.CapacityADay, alone.RoomLeft);
        Assert.Contains("1 of 40 other wallets that are read copy it and put $75.00 behind an entry within a minute (n=100 entries)", Assert.Single(profile.Flags, flag => flag.Kind == LeaderFlagKind.Crowded).Says, StringComparison.Ordinal);
        Assert.Equal(LeaderVerdict.Risky, LeaderRanker.Judge(Steady(profile), Estimate.Around(0.2, 0.01, 120)).Verdict);
        Assert.Equal(LeaderVerdict.CopyWorthy, LeaderRanker.Judge(Steady(alone), Estimate.Around(0.2, 0.01, 120)).Verdict);
    }

    [Fact]
    public void Profile_OfAWalletThatCopiesAnother_NamesTheOther()
    {
        var profile = LeaderCalculator.Of(Trader(1, 0.8, 120, 7) with { Company = new(100, 40, [Pair(4, 80, 78, 0)]) });

        Assert.Contains("80 of 100 entries, where an hour's shift of the clock leaves 0", Assert.Single(profile.Flags).Says, StringComparison.Ordinal);
        Assert.Equal(LeaderFlagKind.Copies, profile.Flags[0].Kind);
    }

    [Fact]
    public void Room_WithoutABook_IsNotKnownAndNotZero()
    {
        var profile = LeaderCalculator.Of(Trader(1, 0.8, 40, 7) with { Company = new(40, 12, []) });

        Assert.Null(profile.CapacityADay);
        Assert.Null(profile.RoomLeft);
        Assert.Null(LeaderCalculator.Of(History([Fill(1, CopyTrade.Domain.Venue.OrderSide.Sell, 10m, 0.5m, Now.AddDays(-1))], [], books: [new(Token(1), 0.01m, Usdc.Of(100m))])).CapacityADay);
    }

    [Fact]
    public void Echo_CountsStrangersPurchasesOfTheSameTokenOnEitherSideOfTheEntry()
    {
        var at = Now.AddDays(-1);
        CopyTrade.Domain.Venue.WalletTrade Trade(int wallet, int seconds, decimal shares, CopyTrade.Domain.Venue.OrderSide side = CopyTrade.Domain.Venue.OrderSide.Buy, int outcome = 0) => new(
            Wallet(wallet), Fill(1, side, shares, 0.5m, at.AddSeconds(seconds)).Transaction, Condition(1), Token(1, outcome), side, Shares.Of(shares), Price.Of(0.5m), at.AddSeconds(seconds).ToUnixTimeSeconds(), null, null, null);

        var echo = LeaderEcho.Of(Wallet(1), Token(1), at,
        [
            Trade(2, -30, 10m), Trade(3, 5, 20m), Trade(3, 6, 20m), Trade(4, 60, 4m),
            Trade(1, 9, 500m), Trade(5, 0, 500m), Trade(5, 61, 500m), Trade(5, -61, 500m), Trade(5, 7, 500m, CopyTrade.Domain.Venue.OrderSide.Sell), Trade(5, 7, 500m, outcome: 1),   // its own, the same second, too far, a sale, the other outcome
        ]);

        Assert.Equal(new LeaderEcho(Token(1), at, Usdc.Of(5m), Usdc.Of(22m), 1, 2), echo);
    }

    [Fact]
    public void Echo_ThatIsSteadilyLouderAfter_TakesRoom_OneThatScattersDoesNot()
    {
        LeaderEcho One(int i, decimal more) => new(Token(i), Now.AddHours(-i), Usdc.Of(10m + i), Usdc.Of(10m + i + more), 1, 2);
        var history = Trader(1, 0.8, 60, 7) with { Books = [new BookSample(Token(1), 0.01m, Usdc.Of(100m))] };

        var crowded = LeaderCalculator.Of(history with { Echoes = [.. Enumerable.Range(1, 12).Select(i => One(i, 20m + (i % 2)))] });
        var scattered = LeaderCalculator.Of(history with { Echoes = [.. Enumerable.Range(1, 12).Select(i => One(i, i % 2 == 0 ? 11m : -10m))] });
        var few = LeaderCalculator.Of(history with { Echoes = [.. Enumerable.Range(1, 7).Select(i => One(i, 20m + (i % 2)))] });

        Assert.Contains("in the minute before (n=12)", Assert.Single(crowded.Flags, flag => flag.Kind == LeaderFlagKind.Crowded).Says, StringComparison.Ordinal);
        Assert.Equal(0.795m, crowded.RoomLeft!.Value.Amount / crowded.CapacityADay!.Value.Amount, 3);
        foreach (var quiet in (LeaderProfile[])[scattered, few])
        {
            Assert.Empty(quiet.Flags);
            Assert.Equal(quiet.CapacityADay, quiet.RoomLeft);
        }
    }

    // What a fall would say is not the question here.
    private static LeaderProfile Steady(LeaderProfile profile) => profile with { Drawdown = new(Usdc.Zero, null, null, Usdc.Zero) };

    private static int Number(LeaderTie tie) => int.Parse(tie.Other.Value[^2..], System.Globalization.CultureInfo.InvariantCulture);

    private static LeaderPair Pair(int other, int shared, int before, int after) => new(Wallet(other), shared, 0, before, after, 8, 100, Usdc.Zero, Now.AddDays(-20), Now.AddDays(-1));
}
