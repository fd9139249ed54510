using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class JobsJourney(BrowserFixture fixture)
{
    private const string Drill = "drill.fails-once";
    private const string Tick = "mirror.tick";

    [Fact]
    public async Task FailedJob_Retried_Succeeds()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var jobs = new JobsPageObject(visit);
        await jobs.OpenAsync();
        await jobs.ShowsAsync(Drill, "failed");
        await visit.SeesAsync("The drill fails once, as it should.");
        await jobs.PressAsync("Retry", Drill);
        await jobs.ShowsAsync(Drill, "ok");

        await visit.GoLiveAsync($"/jobs/{Drill}");
        Assert.Equal(1, await visit.Page.Locator(".grid-runs .chip-loss").CountAsync());
        Assert.Equal(1, await visit.Page.Locator(".grid-runs .chip-gain").CountAsync());
    }

    [Fact]
    public async Task Job_PausedAndResumed_RunsByHand()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var jobs = new JobsPageObject(visit);
        await jobs.OpenAsync();
        await jobs.PressAsync("Pause", Tick);
        // Money depends on it: what will not happen meanwhile is said before.
        await visit.SeesAsync("stay uncopied until the next trade is seen");
        await visit.PressAsync("Pause it");
        await jobs.ShowsAsync(Tick, "paused");
        await jobs.PressAsync("Resume", Tick);
        await jobs.ShowsAsync(Tick, "ok");
        // Seen from elsewhere: a click that is on its way when its page is left may go with it.
        await using var runs = await fixture.VisitAsAdministratorAsync();
        await runs.GoLiveAsync($"/jobs/{Tick}");
        await jobs.PressAsync("Run now", Tick);
        await runs.SeesAsync("by hand, administrator");
        Assert.Empty(visit.Errors.Concat(runs.Errors));
    }
}
