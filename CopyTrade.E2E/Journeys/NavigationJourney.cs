using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class NavigationJourney(BrowserFixture fixture)
{
    // Whatever says "not read yet" is noted from the first paint on.
    private const string Watch = """
        window.flashes = [];
        new MutationObserver(() => {
          const main = document.querySelector('.main'), top = document.querySelector('.top-says');
          if (main?.querySelector('.skeleton')) window.flashes.push('skeleton');
          if (main?.textContent.includes('not read yet')) window.flashes.push('not read yet');
          if (top?.textContent.includes('Reading the status')) window.flashes.push('status');
        }).observe(document, { childList: true, subtree: true, characterData: true });
        """;

    [Theory]
    [InlineData("Object.defineProperty(navigator, 'clipboard', { value: undefined })")]
    [InlineData("navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))")]
    public async Task Copy_WithoutAClipboard_SaysSoAndShowsTheTextSelected(string without)
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        await visit.Page.AddInitScriptAsync(without);
        await visit.GoAsync("/skill");
        await visit.PressAsync("Copy");

        await visit.SeesAsync("Not copied");
        var text = await visit.Page.Locator("dialog textarea").InputValueAsync();
        Assert.Equal((await visit.Page.Locator(".skill-text").TextContentAsync())!.Trim(), text.Trim());
        Assert.Equal(text, await visit.Page.EvaluateAsync<string>("document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"));
        Assert.Equal(0, await visit.Page.Locator("[data-copied]").CountAsync());
        await visit.PressAsync("Close");
        await visit.Page.Locator("dialog textarea").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });
    }

    [Fact]
    public async Task PageOpened_ItsCircuitBegins_NothingFallsBackToReading()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        await visit.Page.Context.AddInitScriptAsync(Watch);
        foreach (var path in (string[])["/", "/activity", "/orders", "/targets", "/positions", "/halts", "/sync"])
        {
            await Visit.HandedOverAsync(() => visit.GoLiveAsync(path));
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>("window.flashes"));
        }
    }
}
