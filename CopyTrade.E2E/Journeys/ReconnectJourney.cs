using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

/// <summary>On an application of its own, which is killed.</summary>
[Collection(nameof(OwnAppGroup))]
public sealed class ReconnectJourney(ChromiumFixture fixture)
{
    [Fact]
    public async Task KilledAndStartedAgain_DataIsKept_OpenPageComesBack()
    {
        await using var app = new DemoApp();
        await app.StartAsync();
        await using var visit = await fixture.VisitAsNewUserAsync("steady", app);
        var targets = new TargetsPageObject(visit);
        await targets.OpenAsync();
        await targets.FollowSuggestionAsync("Marlow Vane");
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.WaitForAsync(activity.Confirmed);
        var before = await activity.Confirmed.CountAsync();

        await app.KillAsync();
        await visit.Page.Locator("html[data-lost]").WaitForAsync();
        Assert.True(await activity.Confirmed.First.IsVisibleAsync(), "What was read stays readable while the server is away.");
        await app.StartAsync();

        // The page comes back by itself, still signed in, with the old rows; new ones arrive without a reload by hand.
        await visit.Page.Locator("html:not([data-lost])").WaitForAsync();
        await visit.LiveAsync();
        Assert.Equal("/activity", visit.Path);
        await activity.WaitForAsync(activity.Confirmed.Nth(before));
    }
}
