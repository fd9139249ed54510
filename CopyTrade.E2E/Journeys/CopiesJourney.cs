using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class CopiesJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task GapAndSkips_OpenedAndTried_AddUpAndAnswer()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        await visit.GoLiveAsync("/gap");
        await visit.Page.GetByText("Today", new() { Exact = true }).First.ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.Contains("span=today", StringComparison.Ordinal));
        await visit.SeesAsync("every bar adds up");

        await visit.Page.Locator(".wf tbody a").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#behind .gap-table tbody tr").First).ToBeVisibleAsync();

        await visit.GoLiveAsync("/skips");
        await visit.SeesAsync("As it was");
        var number = visit.Page.Locator(".what-if-number input");
        await number.FillAsync("3");
        await number.PressAsync("Tab");
        await Assertions.Expect(visit.Page.Locator(".what-if-sums thead th").Last).ToHaveTextAsync("3¢");
        Assert.Contains("rule=max_price&value=0.03", await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Use this value" }).GetAttributeAsync("href"), StringComparison.Ordinal);
        Assert.Empty(visit.Errors);
    }
}
