using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

/// <summary>No mouse: keys lead to every page, and a dialog keeps the focus while it is open and gives it back after.</summary>
[Collection(nameof(BrowserGroup))]
public sealed class KeyboardJourney(BrowserFixture fixture)
{
    private const string Links = "[...document.querySelectorAll('.side [data-go]')].map(a => a.dataset.go + a.getAttribute('href'))";
    private const string IsInside = "() => !!document.activeElement.closest('.rz-dialog, dialog')";
    private const string Heading = "document.querySelector('main h1')?.textContent ?? ''";
    private const string FocusedLink = "document.activeElement.getAttribute('href')";
    private const string HasFocus = "name => document.activeElement.textContent.trim() === name";

    [Fact]
    public async Task Keys_Alone_OpenEveryPageAndLeaveEveryDialog()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        await visit.GoLiveAsync("/positions");
        var links = await visit.Page.EvaluateAsync<string[]>(Links);
        Assert.True(links.Length > 15);

        foreach (var link in links.Where(link => link[1..] != visit.Path))
        {
            await GoByKeysAsync(visit, link[..1], link[1..]);
        }

        await visit.GoLiveAsync("/orders");
        await visit.Page.Keyboard.PressAsync("?");
        Assert.True(await visit.Page.EvaluateAsync<bool>(IsInside));
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("j");
        Assert.True(await visit.Page.EvaluateAsync<bool>("!!document.activeElement.closest('.grid tbody tr')"));
        await visit.Page.Keyboard.PressAsync("/");
        Assert.Equal("search", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
        await visit.Page.Keyboard.PressAsync("Tab");

        var switches = new SwitchPageObject(visit);
        await switches.Button("Pause").FocusAsync();
        await AskedAsync(visit, switches, "Enter", "Pause");
        await switches.Button("Halt").FocusAsync();
        await AskedAsync(visit, switches, " ", "Halt");
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task Focus_WhileThePageBecomesLiveAndAfter_StaysWithTheKeys()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        SlowLink? link = null;
        await Visit.HandedOverAsync(async () =>
        {
            link = await SlowLink.BetweenAsync(visit.Page, TimeSpan.FromMilliseconds(700));
            await visit.GoAsync("/search?q=sync+health");
            await visit.Page.Keyboard.PressAsync("j");
            Assert.Equal("/sync", await visit.Page.EvaluateAsync<string>(FocusedLink));
            await visit.LiveAsync();
        });

        Assert.Equal("/sync", await visit.Page.EvaluateAsync<string>(FocusedLink));
        await link!.HeadingWasAskedForAsync();
        Assert.Equal("/sync", await visit.Page.EvaluateAsync<string>(FocusedLink));
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForFunctionAsync(HasFocus, "Sync health");
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task Typing_WhileThePageBecomesLive_LosesNoLetterAndTheMenuStaysOpen()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        await SlowLink.BetweenAsync(visit.Page, TimeSpan.FromMilliseconds(700));
        await visit.GoAsync("/orders");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("sync");
        await visit.Page.Keyboard.PressAsync("ArrowLeft");
        await visit.LiveAsync();
        await visit.Page.Keyboard.TypeAsync("...");
        Assert.Equal("syn...c", await visit.Page.InputValueAsync("#search"));

        await visit.Page.SetViewportSizeAsync(390, 844);
        await visit.GoAsync("/orders");
        await visit.PressAsync("More");
        Assert.True(await visit.Page.Locator("#more").IsVisibleAsync());
        await visit.LiveAsync();
        Assert.True(await visit.Page.Locator("#more").IsVisibleAsync());
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task Button_PressedByKey_HasTheFocusAgainOnceThePageHasDoneIt()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("stargazer");
        await new LeadersPageObject(visit).OpenAsync();
        // By its name: the ranking may be made anew meanwhile.
        var name = await visit.Page.Locator(".leaders-table .star").First.GetAttributeAsync("aria-label");
        var star = visit.Page.Locator(".leaders-table").GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First;
        await star.FocusAsync();
        foreach (var pressed in (string[])["true", "false"])
        {
            await visit.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(star).ToHaveAttributeAsync("aria-pressed", pressed);
            await Assertions.Expect(star).ToBeEnabledAsync();
            await Assertions.Expect(star).ToBeFocusedAsync();
        }

        Assert.Empty(visit.Errors);
    }

    // A page that is just being taken over by the next one may miss a key; whoever sits there presses it again.
    private static async Task GoByKeysAsync(Visit visit, string key, string path)
    {
        var before = await visit.Page.EvaluateAsync<string>(Heading);
        for (var tries = 0; visit.Path != path && tries < 5; tries++)
        {
            // A letter that came too long after its g is a key of its own: it may have asked something.
            if (tries > 0) await visit.Page.Keyboard.PressAsync("Escape");
            await visit.Page.Keyboard.PressAsync("g");
            await visit.Page.Keyboard.PressAsync(key);
            await Task.WhenAny(visit.ArrivesAsync(path), Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None));
        }

        Assert.Equal(path, visit.Path);
        // The address changes first: a page is there when its heading is.
        await visit.Page.WaitForFunctionAsync($"before => ({Heading}) !== before", before);
    }

    private static async Task AskedAsync(Visit visit, SwitchPageObject switches, string key, string opener)
    {
        await visit.Page.Keyboard.PressAsync(key);
        await switches.Dialog.WaitForAsync();
        await visit.Page.WaitForFunctionAsync(IsInside);
        for (var i = 0; i < 8; i++)
        {
            await visit.Page.Keyboard.PressAsync(i < 5 ? "Tab" : "Shift+Tab");
            Assert.True(await visit.Page.EvaluateAsync<bool>(IsInside), $"The focus left the dialog of {opener}.");
        }

        await visit.Page.Keyboard.PressAsync("Escape");
        await switches.Dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.Page.WaitForFunctionAsync(HasFocus, opener);
    }
}
