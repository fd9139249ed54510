using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Overview;
using CopyTrade.Web.Features.Wallets;

namespace CopyTrade.Tests.Web.Features.Overview;

public sealed class OnboardingTests
{
    private static readonly ActivityCounts Nothing = new(0, 0, 0, 0);
    private static readonly ActivityCounts Some = new(5, 7, 0, 0);

    [Fact]
    public void Of_FreshAccount_BeginsWithPaperAndNoKey()
    {
        var steps = Onboarding.Of(VenueMode.Live, new FakeData().View, [], Nothing, null, PageData.Now);

        Assert.Equal(6, steps.Count);
        Assert.Equal(("Start on paper", OnboardingState.Now, "/account#money"), (steps[0].Title, steps[0].State, steps[0].Href));
        Assert.All(steps.Skip(1), step => Assert.Equal(OnboardingState.Next, step.State));
    }

    [Fact]
    public void Of_OnPaperWithDecisions_WaitsForTheFirstDay()
    {
        var view = PageData.ConnectedWallet();
        var paper = view with { Connection = view.Connection! with { SignatureType = SignatureType.Paper } };
        var steps = Onboarding.Of(VenueMode.Live, paper, Following(PageData.Now.AddHours(-10)), Some, null, PageData.Now);

        Assert.Equal([OnboardingState.Done, OnboardingState.Done, OnboardingState.Done, OnboardingState.Now, OnboardingState.Next, OnboardingState.Next], steps.Select(step => step.State));
        Assert.Equal("The first whole day is in 14 h 00 m; what is there so far can be read now.", steps[3].Text);
        Assert.Equal("12 seen: 5 copied, 7 skipped. Each has its reason.", steps[2].Text);
        Assert.Equal("/account#money", steps[4].Href);
    }

    [Fact]
    public void Of_TriedWalletInALiveInstallation_IsThrough()
    {
        var view = PageData.ConnectedWallet(mode: VenueMode.Live);
        var trial = new CanaryRun(Guid.NewGuid(), CanaryStage.Done, PageData.Now, PageData.Now, "Rain?", "Yes", Usdc.Of(1.10m), Usdc.Of(1.06m), true, null, null, null);
        var doctor = new DoctorView(view.Connection!, view.Grant, new PreflightRun(Guid.NewGuid(), PageData.Now, PageData.Now, PageData.Now, []), trial, [], true, false);

        var steps = Onboarding.Of(VenueMode.Live, view, Following(PageData.Now.AddDays(-2)), Some, doctor, PageData.Now);

        Assert.All(steps, step => Assert.Equal(OnboardingState.Done, step.State));
        Assert.Equal("Bought and sold for $0.0400 in all.", steps[4].Text);
        Assert.Equal(OnboardingState.Now, Onboarding.Of(VenueMode.Demo, view, Following(PageData.Now.AddDays(-2)), Some, doctor, PageData.Now)[5].State);
    }

    private static List<TargetCard> Following(DateTimeOffset since) =>
        [.. SampleDay.Create().Cards.Take(1).Select(card => card with { Target = card.Target with { CreatedAt = since } })];
}
