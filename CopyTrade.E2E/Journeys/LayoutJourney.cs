using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class LayoutJourney(BrowserFixture fixture)
{
    private static readonly int[] Widths = [1440, 1024, 768, 390];

    // Names what sticks out, so that a failure says what to mend.
    private const string Overflow = """
        () => { const d = document.scrollingElement;
          if (d.scrollWidth <= d.clientWidth) return '';
          const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > d.clientWidth + 1).map(e => e.tagName + '.' + e.className);
          return d.scrollWidth + ' of ' + d.clientWidth + ': ' + out.slice(0, 5).join(', '); }
        """;

    [Fact]
    public async Task EveryPage_AtFourWidths_NeverScrollsSidewaysAndLogsNoError()
    {
        var found = new List<string>();
        await using var visit = await fixture.VisitAsAdministratorAsync();
        foreach (var (path, isLive) in await Sitemap.ReadAsync(visit))
        {
            await Sitemap.OpenAsync(visit, path, isLive);
            await MeasureAsync(visit, path, found);
        }

        await using var visitor = await fixture.VisitAsync();
        foreach (var path in Sitemap.SignedOut)
        {
            await visitor.GoAsync(path);
            await MeasureAsync(visitor, path, found);
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
        // A page that does not exist answers 404, which the browser counts as an error of its own.
        Assert.DoesNotContain(visit.Errors.Concat(visitor.Errors), error => !error.Contains("/no-such-page", StringComparison.Ordinal));
    }

    private static async Task MeasureAsync(Visit visit, string path, List<string> found)
    {
        foreach (var width in Widths)
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            if (await visit.Page.EvaluateAsync<string>(Overflow) is { Length: > 0 } wide) found.Add($"{path} at {width}: {wide}");
        }
    }
}
