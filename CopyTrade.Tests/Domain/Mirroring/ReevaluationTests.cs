using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Web.Features.Fakes;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class ReevaluationTests
{
    private readonly CopyTarget _target = PageData.Target(1, "quiet.harbor");

    [Theory]
    [InlineData(ActivityResult.Confirmed)]
    [InlineData(ActivityResult.Skipped)]
    public void Of_WhatThePlannerStillSays_IsTheSameInEveryValue(ActivityResult result)
    {
        var again = Reevaluation.Of(PageData.Story(1, _target, result, TimeSpan.FromMinutes(1)));

        Assert.True(again.IsSame);
        Assert.Equal(18, again.Compared);
    }

    [Fact]
    public void Of_AStoredOrderOfAnotherSize_NamesEachValueThatDiffers()
    {
        var story = PageData.Story(1, _target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1));
        var place = Assert.IsType<MirrorDecision.Place>(story.Decision);
        var stored = place with { Intent = place.Intent with { Shares = Shares.Of(7.25m), Limit = Price.Of(0.46m) } };

        var again = Reevaluation.Of(story with { Decision = stored });

        Assert.Equal(["limit", "shares"], again.Differences.Select(d => d.Name));
        Assert.Equal(("7.25", place.Intent.Shares.Quantity.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture)), (again.Differences[1].Stored, again.Differences[1].Now));
    }

    [Fact]
    public void Of_AStoredSkipThatIsAnOrderNow_DiffersInOutcomeReasonAndTerms()
    {
        var story = PageData.Story(1, _target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1));

        var again = Reevaluation.Of(story with { Decision = new MirrorDecision.Skip(SkipReason.FillTooOld, MirrorBranch.None, null) });

        Assert.Contains(new DecisionDifference("outcome", "skipped", "placed"), again.Differences);
        Assert.Contains(new DecisionDifference("reason", "FillTooOld", "ok"), again.Differences);
        Assert.Contains(again.Differences, d => d.Name == "limit" && d.Stored is null && d.Now is not null);
    }

    [Fact]
    public void Of_ADecisionThatFailedThen_IsNoProofWhenThePlannerDecidesNow()
    {
        var story = PageData.Story(1, _target, ActivityResult.Skipped, TimeSpan.FromMinutes(1));

        var again = Reevaluation.Of(story with { Row = story.Row with { ReasonCode = Reevaluation.PlannerFailed } });

        Assert.Contains(new DecisionDifference("outcome", "error", "skipped"), again.Differences);
    }
}
