using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class LeadersJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Newcomer_SortsComparesAndTriesAWallet_ThenFollowsIt()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("scout");
        var leaders = new LeadersPageObject(visit);
        await leaders.OpenAsync();
        await leaders.LookAtAsync("0x12");
        await visit.SeesAsync("That names no wallet: paste an address");

        // Sorted, given a name, and found again under it.
        await visit.Page.Locator(".leaders-table thead a", new() { HasText = "Profit, ROI" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("th[aria-sort='descending']")).ToHaveTextAsync("Profit, ROI");
        await visit.Page.GetByLabel("Name of this view").FillAsync("Earners");
        await visit.PressAsync("Save view");
        await Assertions.Expect(visit.Page.Locator(".l-view.is-on a")).ToHaveTextAsync("Earners");

        // Two side by side, under an address that can be sent to somebody.
        await leaders.CompareNextAsync();
        await visit.SeesAsync("ticked, four at most");
        await leaders.CompareNextAsync();
        await Assertions.Expect(visit.Page.Locator(".l-compare[aria-current]")).ToHaveCountAsync(2);
        await visit.Page.Locator(".l-compare-bar a", new() { HasText = "Compare" }).ClickAsync();
        await Assertions.Expect(leaders.Compared).ToHaveCountAsync(2);
        var name = await leaders.Compared.First.InnerTextAsync();

        await visit.GoLiveAsync("/leaders");
        await leaders.SearchAsync(name);
        await Assertions.Expect(leaders.Rows).ToHaveCountAsync(1);
        await leaders.Rows.Locator(".cell-name").ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".page-head .verdict")).ToBeVisibleAsync();
        await visit.PressAsync("Try it");
        await Assertions.Expect(leaders.Result).ToContainTextAsync("found nobody");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Follow on paper" }).ClickAsync();
        await visit.ArrivesAsync("/targets");
        await visit.LiveAsync();
        await visit.PressAsync("Look at it");
        await visit.Page.Locator(".follow-save button").ClickAsync();
        await Assertions.Expect(new TargetsPageObject(visit).Cards).ToHaveCountAsync(1);
        Assert.Empty(visit.Errors);
    }
}
