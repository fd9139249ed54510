using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

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

    // What answers a mouse but no key, what the tab key skips or takes out of turn, and where the eye does not see the focus.
    private const string Keys = """
        () => { const found = [], natural = 'a[href],button,input,select,textarea,summary,label,option,[tabindex],[popover]';
          const named = e => e.tagName.toLowerCase() + '.' + e.className + ' "' + (e.getAttribute('aria-label') || e.textContent.trim()).slice(0, 30) + '"';
          const seen = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().width > 1;
          for (const e of document.querySelectorAll('body *')) {
            if (!(e instanceof HTMLElement) || !seen(e)) continue;
            if (e.tabIndex > 0) found.push('out of turn: ' + named(e));
            if (getComputedStyle(e).cursor === 'pointer' && getComputedStyle(e.parentElement).cursor !== 'pointer' && !e.closest(natural)) found.push('mouse only: ' + named(e));
          }
          for (const e of [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex="0"]')].filter(e => seen(e) && !e.disabled && e.tabIndex >= 0).slice(0, 120)) {
            e.focus({ preventScroll: true });
            if (document.activeElement !== e) { found.push('takes no focus: ' + named(e)); continue; }
            const rings = [e, e.parentElement, e.nextElementSibling].filter(Boolean).map(one => getComputedStyle(one));
            if (!rings.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 || s.boxShadow !== 'none')) found.push('focus not seen: ' + named(e));
          }
          document.activeElement.blur();
          return [...new Set(found)]; }
        """;

    // What only a screen answers; of a choice the chosen word stays.
    private const string Pressed = """
        () => [...document.querySelectorAll('button, .button, .link-btn, input, .side, .top, .tabbar')].filter(e => !e.closest('.seg') && e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1)
          .map(e => e.tagName.toLowerCase() + '.' + e.className + ' "' + e.textContent.trim().slice(0, 30) + '"')
        """;

    // A4 less its margins, at the 96 dots an inch of a browser.
    private const int PaperWidth = 703;
    private static readonly string[] Reports = ["/day", "/gap?span=today&bar=skipped", "/skips", "/performance?statement=fills"];

    [Fact]
    public async Task EveryPage_AtFourWidthsAndByKeyboard_ShowsAndReachesEverything()
    {
        var found = new List<string>();
        await using var visit = await fixture.VisitAsAdministratorAsync();
        foreach (var (path, isLive) in await Sitemap.ReadAsync(visit))
        {
            await Sitemap.OpenAsync(visit, path, isLive);
            await MeasureAsync(visit, path, found);
            await visit.Page.SetViewportSizeAsync(1440, 900);
            found.AddRange((await visit.Page.EvaluateAsync<string[]>(Keys)).Select(what => $"{path}: {what}"));
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

    [Fact]
    public async Task Report_OnPaper_SaysWhenAndFromWhereAndHasNothingToPress()
    {
        var found = new List<string>();
        await using var visit = await fixture.VisitAsAdministratorAsync();
        foreach (var path in Reports)
        {
            await visit.Page.EmulateMediaAsync(new() { Media = Media.Screen });
            await visit.Page.SetViewportSizeAsync(1440, 900);
            await visit.GoLiveAsync(path);
            await visit.Page.PdfAsync();
            await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
            await visit.Page.SetViewportSizeAsync(PaperWidth, 900);

            if (await visit.Page.EvaluateAsync<string>(Overflow) is { Length: > 0 } wide) found.Add($"{path} is cut: {wide}");
            found.AddRange((await visit.Page.EvaluateAsync<string[]>(Pressed)).Select(what => $"{path} prints {what}"));
            var printed = await visit.Page.Locator("[data-printed]").InnerTextAsync();
            if (!printed.StartsWith("Printed ", StringComparison.Ordinal) || !printed.EndsWith($" UTC from {visit.BaseUrl}{path}", StringComparison.Ordinal)) found.Add($"{path} says: {printed}");
        }

        Assert.True(found.Count == 0, string.Join("\n", found));
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
