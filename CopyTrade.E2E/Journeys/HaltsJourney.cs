using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class HaltsJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task HaltedTarget_IsNotCopied_UntilReleased()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("wary");
        await visit.GoLiveAsync("/");
        await visit.PressAsync("Follow Marlow Vane");
        await visit.SeesAsync("You follow 1.");
        var halts = new HaltsPageObject(visit);
        await halts.OpenAsync();
        await halts.HaltTargetAsync("Marlow Vane", "checking fills");
        var row = await halts.Holding.First.InnerTextAsync();
        Assert.Contains("checking fills", row, StringComparison.Ordinal);
        Assert.Contains("you", row, StringComparison.Ordinal);

        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.WaitForAsync(activity.Rows(".chip-loss[title*='alted']"));

        await halts.OpenAsync();
        await halts.ReleaseAsync();
        await visit.SeesAsync("Halt of Marlow Vane");
        Assert.Empty(visit.Errors);
    }
}
