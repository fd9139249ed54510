using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class RulesPageObject(Visit visit)
{
    public ILocator Preview => visit.Page.Locator(".preview-says");

    public ILocator Diff => visit.Page.GetByRole(AriaRole.Region, new() { Name = "Changes" }).Locator(".diff");

    public ILocator Save => visit.Page.Locator(".page-actions .button-primary");

    public ILocator History => visit.Page.Locator(".changes li");

    public async Task OpenAsync(string target)
    {
        await new TargetsPageObject(visit).OpenAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Edit rules of {target}" }).ClickAsync();
        await Preview.WaitForAsync();
    }

    public Task StartFromAsync(string preset) => visit.Page.Locator(".preset", new() { HasText = preset }).ClickAsync();

    public Task ShowAsync(string tab) => visit.Page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
}
