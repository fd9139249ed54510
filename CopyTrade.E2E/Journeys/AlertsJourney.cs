using System.Text.RegularExpressions;
using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class AlertsJourney(BrowserFixture fixture)
{
    private const string Send = """
        async () => { for (let i = 0; i < 52; i++) await fetch('/api/alerts', { method: 'POST', headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ source: 'journey', alertType: 'page ' + i, mode: 'IGNORE', idempotencyKey: 'page ' + i, payload: {} }) }); }
        """;

    [Fact]
    public async Task Alerts_FilteredPagedAndLeftByTab_AreAddressesThatTheBrowserGoesBackTo()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        await visit.GoLiveAsync("/alerts");
        await visit.Page.EvaluateAsync(Send);

        // By the keyboard alone: to the states, to the last of them, and there.
        await Choices(visit, 1).FocusAsync();
        for (var i = 0; i < 5; i++) await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Page.Keyboard.PressAsync("Space");
        await IsAtAsync(visit, "/alerts?status=ignored");
        // Each arrow chose a state on its way: the list of the last one has to be there.
        var older = visit.Page.GetByRole(AriaRole.Link, new() { Name = "Older", Exact = true });
        await Assertions.Expect(older).ToHaveAttributeAsync("href", new Regex(@"status=ignored&after="));
        await older.ClickAsync();
        await IsAtAsync(visit, "after=");
        await ListsAsync(visit, "page 1");

        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Jobs", Exact = true }).ClickAsync();
        await IsAtAsync(visit, "/alerts/jobs");
        await visit.Page.GoBackAsync();
        await IsAtAsync(visit, "after=");
        await visit.Page.GoBackAsync();
        await IsAtAsync(visit, "/alerts?status=ignored");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Radio, new() { Name = "Ignored", Exact = true })).ToHaveAttributeAsync("aria-checked", "true");
        await ListsAsync(visit, "page 51");
        Assert.Empty(visit.Errors);
    }

    private static ILocator Choices(Visit visit, int number) => visit.Page.Locator(".filters .seg").Nth(number);

    // In the list: the bell has the same words behind it.
    private static Task ListsAsync(Visit visit, string alert) => Assertions.Expect(visit.Page.Locator("main").GetByText(alert, new() { Exact = true }).First).ToBeVisibleAsync();

    private static Task IsAtAsync(Visit visit, string part) => visit.Page.WaitForFunctionAsync("part => location.href.includes(part)", part);
}
