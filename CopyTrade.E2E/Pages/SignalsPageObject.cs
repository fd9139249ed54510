using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class SignalsPageObject(Visit visit)
{
    public ILocator Accepted => visit.Page.Locator(".signal-rows li");

    public ILocator TurnedAway => visit.Page.GetByRole(AriaRole.Region, new() { Name = "Turned away" }).Locator("li");

    public Task OpenAsync() => visit.GoLiveAsync("/signals");

    /// <summary>A profile that follows one trader with a fixed amount.</summary>
    public async Task MakeProfileAsync(string trader, string usdc)
    {
        await OpenAsync();
        await visit.PressAsync("New profile");
        await visit.Page.GetByLabel("Traders").FillAsync(trader);
        await visit.Page.GetByLabel("How to size").SelectOptionAsync("FIXED");
        await visit.Page.GetByLabel("Size", new() { Exact = true }).FillAsync(usdc);
        await visit.Page.GetByLabel("Slippage in percent").FillAsync("50");
        await visit.Page.GetByLabel("Longest age in seconds").FillAsync("600");
        await visit.PressAsync("Save default");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Edit default" }).WaitForAsync();
    }

    /// <summary>An API key for the intake, read where it is shown once.</summary>
    public async Task<string> MakeKeyAsync()
    {
        await visit.GoAsync("/account");
        await visit.Page.FillAsync("#key-name", "generator");
        await visit.Page.CheckAsync("input[value='signals:write']");
        await visit.Page.FillAsync("#key-password", BrowserFixture.Password);
        await visit.PressAsync("Create key");
        return (await visit.Page.Locator("#new-api-key").InnerTextAsync()).Trim();
    }
}
