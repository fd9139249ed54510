using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Targets.Leaving;

public sealed class TargetExitDeciderTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Next_BeforeItsTime_SellsNothingWhateverIsHeld() =>
        Assert.IsType<TargetExitStep.Wait>(Next(Leaving(Now.AddSeconds(1)), Holding(1, 10m)));

    [Fact]
    public void Next_AtItsTime_SellsWhatIsHeldAndNamesIt()
    {
        var step = Assert.IsType<TargetExitStep.Close>(Next(Leaving(Now), Holding(1, 10m), Holding(2, 5m)));

        Assert.Equal([Token(1), Token(2)], step.Sell.Select(holding => holding.Token));
        Assert.Equal("Still to be sold: “Market 1” (Yes); “Market 2” (Yes).", step.Note);
    }

    [Fact]
    public void Next_NothingHeld_IsDoneAtOnce() => Assert.Equal("Nothing of it is held any more.", Assert.IsType<TargetExitStep.Finish>(Next(Leaving(Now))).Note);

    [Theory]
    [InlineData(false, true, TargetExitDecider.Unfollowed)]
    [InlineData(true, false, TargetExitDecider.HaltLifted)]
    public void Next_EndedByOtherMeans_GivesUpAlsoAfterItsTime(bool followed, bool halted, string note)
    {
        foreach (var exit in (TargetExit[])[Leaving(Now.AddDays(1)), Leaving(Now), Leaving(Now) with { State = TargetExitState.Closing }])
            Assert.Equal(note, Assert.IsType<TargetExitStep.GiveUp>(TargetExitDecider.Next(new(exit, followed, halted, false, [Holding(1, 10m)], Now))).Note);
    }

    [Theory]
    [InlineData(TargetExitState.Done)]
    [InlineData(TargetExitState.GivenUp)]
    public void Next_OnceEnded_NeverMovesAgain(TargetExitState state) => Assert.IsType<TargetExitStep.Wait>(Next(Leaving(Now) with { State = state, EndedAt = Now }, Holding(1, 10m)));

    [Fact]
    public void Next_WhileSomethingIsOnItsWay_WaitsWithoutAnotherSale()
    {
        var closing = Leaving(Now) with { State = TargetExitState.Closing };
        foreach (var holding in (TargetExitHolding[])[
            Holding(1, 10m) with { Sale = new(true, 0, null, false, null) }, Holding(1, 0m) with { Incoming = Shares.Of(3m) }, Holding(1, 0m) with { Outgoing = Shares.Of(3m) },
            Holding(1, 10m) with { IsResolved = true, Outgoing = Shares.Of(3m) }])
            Assert.Empty(Assert.IsType<TargetExitStep.Close>(Next(closing, holding)).Sell);
        Assert.Equal("Waits for orders under way to end.", Assert.IsType<TargetExitStep.Close>(TargetExitDecider.Next(new(closing, true, true, HasOrders: true, [], Now))).Note);
    }

    [Fact]
    public void Next_CopiedSaleRests_IsSoldAllTheSame() =>
        Assert.Single(Assert.IsType<TargetExitStep.Close>(Next(Leaving(Now), Holding(1, 10m) with { Outgoing = Shares.Of(10m) })).Sell);

    [Fact]
    public void Next_WhatCannotBeSold_IsNamedAndEndsIt()
    {
        var step = Assert.IsType<TargetExitStep.Finish>(Next(
            Leaving(Now), Holding(1, 10m) with { IsResolved = true }, Holding(2, 0.004m), Holding(3, 0m) with { Elsewhere = Shares.Of(7m) },
            Holding(4, 9m) with { Sale = new(false, TargetExitHolding.MostTries, Now, false, "No grant allows trading any more.") }));

        Assert.Equal(
            "Sold as far as it could be. What stays: “Market 1” (Yes), its market is decided: what won is redeemed, not sold; "
            + "“Market 4” (Yes), 9 shares could not be sold in 5 tries: No grant allows trading any more; “Market 3” (Yes), 7 shares lie in a wallet that is not connected; and 1 more.",
            step.Note);
    }

    [Theory]
    [InlineData(0, false, 0, true)]      // an hour without bids: at once again
    [InlineData(1, false, 59, false)]
    [InlineData(1, false, 60, true)]
    [InlineData(1, true, 1, true)]       // sold a part
    [InlineData(1, true, 0, false)]
    public void IsDue_AfterASaleThatEnded_WaitsAsLongAsHelps(int tries, bool sold, int minutesAgo, bool due) =>
        Assert.Equal(due, (Holding(1, 10m) with { Sale = new(false, tries, Now.AddMinutes(-minutesAgo), sold, "it ended") }).IsDue(Now));

    [Fact]
    public void Note_ALongTitle_IsCut()
    {
        var step = Assert.IsType<TargetExitStep.Close>(Next(Leaving(Now), [.. Enumerable.Range(1, 9).Select(n => Holding(n, 10m) with { Title = new string('x', 5_000), Outcome = new string('y', 5_000) })]));

        Assert.InRange(step.Note.Length, 1, 1_500);
        Assert.EndsWith("; and 6 more.", step.Note, StringComparison.Ordinal);
    }

    private static TargetExitStep Next(TargetExit exit, params TargetExitHolding[] holdings) => TargetExitDecider.Next(new(exit, true, true, false, holdings, Now));

    private static TargetExit Leaving(DateTimeOffset until) =>
        new(new(Guid.Empty), new TargetRowId(Guid.Empty), "book", new UserId(Guid.Empty), Now.AddDays(-3), until, TargetExitState.Leaving, null, null);

    private static TargetExitHolding Holding(int n, decimal confirmed) => new(
        ConditionId.Parse("0x" + n.ToString("x64", null)), Token(n), $"Market {n}", "Yes", Shares.Of(confirmed), Shares.Zero, Shares.Zero, Shares.Zero, false, TargetExitSale.None);

    private static TokenId Token(int n) => TokenId.Parse((1_000 + n).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
