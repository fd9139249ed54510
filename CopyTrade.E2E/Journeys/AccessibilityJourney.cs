using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace CopyTrade.E2E.Journeys;

/// <summary>Every page, wide and on a phone, dark and light. The light theme changes colours only, so only contrast is measured again.</summary>
[Collection(nameof(BrowserGroup))]
public sealed class AccessibilityJourney(BrowserFixture fixture)
{
    private static readonly int[] Widths = [390, 1440];
    private static readonly AxeRunOptions Contrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };
    private static readonly AxeRunOptions Everything = new() { ResultTypes = [ResultType.Violations] };

    [Fact]
    public async Task EveryPage_Scanned_HasNoSeriousViolation()
    {
        var found = new List<string>();
        await using var visit = await fixture.VisitAsAdministratorAsync();
        foreach (var (path, isLive) in await Sitemap.ReadAsync(visit))
        {
            await Sitemap.OpenAsync(visit, path, isLive);
            await ScanAtWidthsAsync(visit, path, found);
        }

        await using var visitor = await fixture.VisitAsync();
        foreach (var path in Sitemap.SignedOut)
        {
            await visitor.GoAsync(path);
            await ScanAtWidthsAsync(visitor, path, found);
        }

        Assert.Empty(found);
    }

    [Fact]
    public async Task OpenStoryAndDialog_Scanned_HaveNoSeriousViolation()
    {
        var found = new List<string>();
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.OpenStoryAsync(activity.Confirmed);
        await ScanAsync(visit, "an open story", found);
        await new TradeRulesPageObject(visit).OpenDialogAsync();
        await ScanAsync(visit, "the rule dialog", found);
        await visit.Page.Keyboard.PressAsync("Escape");
        await new SwitchPageObject(visit).AskAsync("Halt");
        await ScanAsync(visit, "the halt dialog", found);
        Assert.Empty(found);
    }

    private static async Task ScanAtWidthsAsync(Visit visit, string path, List<string> found)
    {
        foreach (var width in Widths)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await ScanAsync(visit, $"{path} at {width}", found);
        }
    }

    private static async Task ScanAsync(Visit visit, string what, List<string> found)
    {
        await visit.Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        Note(await visit.Page.RunAxe(Everything), what, "dark", found);
        await visit.Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
        Note(await visit.Page.RunAxe(Contrast), what, "light", found);
    }

    private static void Note(AxeResult result, string what, string theme, List<string> found) =>
        found.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical").SelectMany(v => v.Nodes.Select(n => $"{what}, {theme}: {v.Id} {v.Help}: {n.Html}")));
}
