using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class PaperJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task PaperAccount_OpenedBesideTheLiveOne_IsComparedTradeByTrade()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("prudent");
        await visit.GoLiveAsync("/");
        await visit.PressAsync("Follow Marlow Vane");
        await visit.SeesAsync("You follow 1.");
        await visit.GoLiveAsync("/paper");
        await visit.SeesAsync("Two accounts are needed");

        await visit.GoAsync("/account");
        await visit.PressAsync("Open a paper account");
        await visit.SeesAsync("You look at your paper account now");
        Assert.Equal("PAPER", await visit.Page.Locator(".shell > .mode .mode-word").InnerTextAsync());

        // It took over the followed wallet: its next trade is decided in both accounts.
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.WaitForAsync(activity.Rows(".cell-trade"));
        await visit.GoLiveAsync("/paper");
        var seen = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Seen by both" }).Locator(".num").First;
        await Assertions.Expect(seen).Not.ToHaveTextAsync("0");
        Assert.Empty(visit.Errors);
    }
}
