using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Mirroring;
using CopyTrade.Web.Shared;

namespace CopyTrade.Tests.Web.Features.Mirroring;

public sealed class StoryViewTests
{
    private readonly CopyTarget _target = PageData.Target(1, "quiet.harbor");

    [Fact]
    public void Of_Confirmed_TellsEveryStageInOrderOfTime()
    {
        var view = StoryView.Of(PageData.Story(1, _target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1)), Pages.Json);

        Assert.Equal(["Seen", "Judged", "Sized", "Written", "Authorised", "Signed", "Sent", "Accepted", "Matched", "Confirmed"], view.Steps.Select(s => s.Stage));
        Assert.Equal(view.Steps.Select(s => s.After).Order(), view.Steps.Select(s => s.After));
        Assert.All(view.Checks, c => Assert.True(c.Passed));
        Assert.True(Reevaluation.Of(view.Story).IsSame);
    }

    [Fact]
    public void Of_SeenByOtherSourcesToo_SaysWhichAndHowMuchLater()
    {
        var story = PageData.Story(1, _target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1));
        var observed = story.Input.Fill.ObservedAt;

        var view = StoryView.Of(story with { AlsoSeen = [new("wallet-drain", observed.AddSeconds(0.8)), new("coverage-check", observed.AddMinutes(12))] }, Pages.Json);

        Assert.Contains(("also seen by", "wallet drain 800 ms later, coverage check 12 m later"), view.Steps[0].Values!);
        Assert.DoesNotContain(StoryView.Of(story, Pages.Json).Steps[0].Values!, value => value.Name == "also seen by");
    }

    [Fact]
    public void Of_Skipped_StopsAtTheFirstCheckThatFailed()
    {
        var view = StoryView.Of(PageData.Story(1, _target, ActivityResult.Skipped, TimeSpan.FromMinutes(1)), Pages.Json);

        var failed = Assert.Single(view.Checks, c => c.Passed == false);
        Assert.Equal("Position cap has room", failed.Question);
        Assert.Contains("$25.00 of $25.00", failed.Used, StringComparison.Ordinal);
        Assert.All(view.Checks.SkipWhile(c => c.Passed is not false).Skip(1), c => Assert.Equal((null, "not reached"), (c.Passed, c.Used)));
        Assert.Equal(["Signed", "Confirmed"], view.Steps.Where(s => s.Tone == "next").Select(s => s.Stage));
    }

    [Fact]
    public void Of_DecisionThatThePlannerNoLongerMakes_SaysSo()
    {
        var story = PageData.Story(1, _target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1));
        var other = story with { Input = story.Input with { Snapshot = story.Input.Snapshot with { FreeCollateral = Usdc.Zero } } };

        Assert.False(Reevaluation.Of(StoryView.Of(other, Pages.Json).Story).IsSame);
    }

    [Fact]
    public void Of_Denied_ShowsTheRefusalAndNothingAfterIt()
    {
        var view = StoryView.Of(PageData.Story(1, _target, ActivityResult.Failed, TimeSpan.FromMinutes(1), failure: "cap_exceeded_daily"), Pages.Json);

        Assert.Equal("Denied", view.Steps.Last(s => s.Tone != "next").Stage);
    }

    [Fact]
    public void Of_SaleInAFullHour_SaysThatItWaits()
    {
        var story = PageData.Story(1, _target, ActivityResult.Pending, TimeSpan.FromMinutes(1));
        var reason = new Dictionary<string, string> { ["code"] = "cap_exceeded_hourly_fills", ["reason"] = "5 of 5 orders are used in the last hour." };

        var view = StoryView.Of(story with { Events = [new("put_off", reason, story.Input.Now)] }, Pages.Json);

        Assert.Equal(("Put off", "Waits for the hour's cap: sent as soon as a place is free"), view.Steps.Last(s => s.Tone != "next") is var step ? (step.Stage, step.Says) : default);
        Assert.Contains(view.Steps, s => s is { Stage: "Signed", Says: "waits for the hour's cap" });
    }

    [Fact]
    public void Of_VenueTimesInWholeSeconds_TellsTheMatchWhenWeHeardOfIt()
    {
        var story = PageData.Story(1, _target, ActivityResult.Confirmed, TimeSpan.FromMinutes(1));
        var start = story.Input.Fill.FilledAt;
        OrderHistoryEntry Heard(string kind, int ms) => new(kind, new Dictionary<string, string> { ["trade"] = "trade-1", ["price"] = "0.48" }, start.AddMilliseconds(ms));
        story = story with
        {
            Fills = [story.Fills[0] with { MatchedAt = start, SettledAt = start.AddSeconds(1) }],
            Events = [.. story.Events, Heard("matched", 700), Heard("mined", 900), Heard("confirmed", 2_100)],
        };

        var steps = StorySteps.Of(story);

        Assert.Equal([("Accepted", 640d), ("Matched", 700d), ("Confirmed", 2_100d)], steps.TakeLast(3).Select(s => (s.Stage, s.After!.Value.TotalMilliseconds)));
    }

    [Theory]
    [InlineData("usedLastDay", "40.63599", "spent in 24 h before it", "$40.64")]
    [InlineData("retryCount", "3", "retry count", "3")]
    [InlineData("price", "0.5", "price", "50.0¢")]
    [InlineData("shares", "5", "shares", "5.00")]
    [InlineData("matchedShares", "12.5", "matched shares", "12.50")]
    [InlineData("price", "not told", "price", "not told")]
    public void Value_OfHistory_IsInWords(string name, string value, string words, string shown) => Assert.Equal((words, shown), StoryValue.Of(name, value));

    [Fact]
    public void Of_AnyStory_GivesJsonWithTheValuesUsed()
    {
        var json = StoryView.Of(PageData.Story(1, _target, ActivityResult.Settling, TimeSpan.FromMinutes(1)), Pages.Json).Json;

        using var document = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal(0.47m, document.RootElement.GetProperty("input").GetProperty("fill").GetProperty("price").GetDecimal());
    }
}
