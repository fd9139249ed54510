using System.Collections.Concurrent;
using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

/// <summary>Every page, wide and on a phone, dark and light. The light theme changes colours only, so only contrast is measured again.</summary>
[Collection(nameof(BrowserGroup))]
public sealed class AccessibilityJourney(BrowserFixture fixture)
{
    private const int Browsers = 2;
    private static readonly int[] Widths = [390, 1440];

    [Fact]
    public async Task EveryPage_Scanned_HasNoSeriousViolation()
    {
        var found = new ConcurrentBag<string>();
        IReadOnlyList<(string Path, bool IsLive)> pages;
        await using (var visit = await fixture.VisitAsAdministratorAsync()) pages = await Sitemap.ReadAsync(visit);

        // Two browsers share the pages: the scan takes a processor for itself, and there are two at least.
        await Task.WhenAll(Enumerable.Range(0, Browsers).Select(async turn =>
        {
            await using var visit = await fixture.VisitAsAdministratorAsync();
            foreach (var (path, isLive) in pages.Where((_, at) => at % Browsers == turn))
            {
                await Sitemap.OpenAsync(visit, path, isLive);
                await ScanAtWidthsAsync(visit, path, found);
            }
        }));

        await using var visitor = await fixture.VisitAsync();
        foreach (var path in Sitemap.SignedOut)
        {
            await visitor.GoAsync(path);
            await ScanAtWidthsAsync(visitor, path, found);
        }

        Assert.True(found.IsEmpty, string.Join("\n", found.Order()));
    }

    [Fact]
    public async Task OpenStoryAndDialog_Scanned_HaveNoSeriousViolation()
    {
        var found = new ConcurrentBag<string>();
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.OpenStoryAsync(activity.Confirmed);
        await ScanAsync(visit, "an open story", found);
        await new TradeRulesPageObject(visit).OpenDialogAsync();
        await ScanAsync(visit, "the rule dialog", found);
        await visit.Page.Keyboard.PressAsync("Escape");
        await new SwitchPageObject(visit).AskAsync("Halt");
        // Whoever asks for less motion gets a dialog that is there at once.
        Assert.Equal("0s, 0s", await visit.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.rz-dialog')).animationDuration"));
        await ScanAsync(visit, "the halt dialog", found);
        Assert.True(found.IsEmpty, string.Join("\n", found.Order()));
    }

    [Fact]
    public async Task Scan_OfAPictureWithoutWordsAndPaleWords_FindsBoth()
    {
        await using var visitor = await fixture.VisitAsync();
        await visitor.GoAsync("/sign-in");
        await visitor.Page.EvaluateAsync("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><p style=\"color:#888;background:#999\">pale</p>')");

        var found = await AxeScan.ViolationsAsync(visitor.Page);

        Assert.Contains(found, violation => violation.StartsWith("image-alt", StringComparison.Ordinal));
        Assert.Contains(await AxeScan.ViolationsAsync(visitor.Page, "color-contrast"), violation => violation.Contains("pale", StringComparison.Ordinal));
        Assert.DoesNotContain(await AxeScan.ViolationsAsync(visitor.Page, "color-contrast"), violation => violation.StartsWith("image-alt", StringComparison.Ordinal));
    }

    private static async Task ScanAtWidthsAsync(Visit visit, string path, ConcurrentBag<string> found)
    {
        foreach (var width in Widths)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await ScanAsync(visit, $"{path} at {width}", found);
        }
    }

    private static async Task ScanAsync(Visit visit, string what, ConcurrentBag<string> found)
    {
        await visit.Page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        foreach (var violation in await AxeScan.ViolationsAsync(visit.Page)) found.Add($"{what}, dark: {violation}");
        await visit.Page.EvaluateAsync("document.documentElement.dataset.theme = 'light'");
        foreach (var violation in await AxeScan.ViolationsAsync(visit.Page, "color-contrast")) found.Add($"{what}, light: {violation}");
    }
}
