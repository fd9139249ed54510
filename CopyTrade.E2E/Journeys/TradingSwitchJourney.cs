using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class TradingSwitchJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Pause_FailsTheNextTradeAsPaused_UntilResumed()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("cautious");
        var trading = new SwitchPageObject(visit);
        var targets = new TargetsPageObject(visit);
        await targets.OpenAsync();
        await trading.AskAsync("Pause");
        await trading.ConfirmAsync("Pause copying");
        await trading.Button("Resume").WaitForAsync();
        await visit.SeesAsync("Paused. Trades are seen, not copied.");

        // Followed while paused: every trade of it falls into the pause.
        await targets.FollowSuggestionAsync("Marlow Vane");
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await activity.WaitForAsync(activity.Rows(".chip-loss[title*='aused']"));
        Assert.Equal(0, await activity.Confirmed.CountAsync());

        await trading.AskAsync("Resume");
        await trading.ConfirmAsync("Resume");
        await trading.Button("Pause").WaitForAsync();
        await activity.WaitForAsync(activity.Confirmed);
    }

    [Fact]
    public async Task Halt_NeedsAReason_ReleaseASecondConfirmation()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("alarmed");
        var trading = new SwitchPageObject(visit);
        await visit.GoLiveAsync("/positions");
        await trading.AskAsync("Halt");
        var act = trading.Dialog.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Halt and cancel resting orders" });
        Assert.True(await act.IsDisabledAsync());
        await trading.Dialog.Locator("[name=reason]").FillAsync("feed looks wrong");
        await trading.ConfirmAsync("Halt and cancel resting orders");
        await trading.Button("Release").WaitForAsync();
        await visit.SeesAsync("Halted. Only closing is allowed.");

        await trading.AskAsync("Release");
        await trading.ConfirmAsync("Release the halt");
        await trading.Dialog.GetByText("second confirmation").WaitForAsync();
        await trading.Dialog.Locator("[name=reason]").FillAsync("feed is right again");
        await trading.ConfirmAsync("Yes, allow buying again");
        await trading.Button("Halt").WaitForAsync();
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task Switches_WithoutScript_WorkAsPlainForms()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("plain", script: false);
        var trading = new SwitchPageObject(visit);
        await visit.GoAsync("/positions");
        await trading.Button("Halt").ClickAsync();
        await visit.ArrivesAsync("/halt");
        await visit.Page.FillAsync("[name=reason]", "no script, still stops");
        await visit.PressAsync("Halt and cancel resting orders");
        await visit.ArrivesAsync("/positions");
        await visit.SeesAsync("Halted. Only closing is allowed.");

        await trading.Button("Release").ClickAsync();
        await visit.ArrivesAsync("/release");
        await visit.Page.FillAsync("[name=reason]", "all is well");
        await visit.PressAsync("Release the halt");
        await visit.SeesAsync("Second confirmation.");
        await visit.PressAsync("Yes, allow buying again");
        await visit.ArrivesAsync("/positions");
        await trading.Button("Pause").ClickAsync();
        await visit.ArrivesAsync("/pause");
        await visit.PressAsync("Pause copying");
        await trading.Button("Resume").WaitForAsync();
    }
}
