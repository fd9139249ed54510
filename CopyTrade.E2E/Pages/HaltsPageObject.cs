using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class HaltsPageObject(Visit visit)
{
    public ILocator Holding => visit.Page.Locator(".grid-halts tr.rz-data-row");

    private ILocator Question => visit.Page.Locator("[role=alertdialog]");

    public Task OpenAsync() => visit.GoLiveAsync("/halts");

    /// <summary>Stops one target: picks it, gives the reason, confirms.</summary>
    public async Task HaltTargetAsync(string name, string reason)
    {
        var pick = visit.Page.Locator(".halt-pick", new() { HasText = "One target" });
        await pick.Locator("select").SelectOptionAsync(new SelectOptionValue { Label = name });
        await pick.GetByRole(AriaRole.Button, new() { Name = "Halt" }).ClickAsync();
        await AskedAsync();
        await Question.Locator("[name=reason]").FillAsync(reason);
        await Question.GetByRole(AriaRole.Button, new() { Name = "Halt this target" }).ClickAsync();
        await Holding.First.WaitForAsync();
    }

    public async Task ReleaseAsync()
    {
        await Holding.First.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await AskedAsync();
        await Question.GetByRole(AriaRole.Button, new() { Name = "Release this target" }).ClickAsync();
        await visit.SeesAsync("Nothing is stopped");
    }

    // The question is a page of its own; its buttons answer once its circuit has begun.
    private async Task AskedAsync()
    {
        await visit.Page.WaitForURLAsync("**/halts?ask=*", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await visit.LiveAsync();
    }
}
