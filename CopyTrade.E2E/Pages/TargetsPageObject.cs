using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class TargetsPageObject(Visit visit)
{
    public ILocator Cards => visit.Page.Locator(".tcard");

    public Task OpenAsync() => visit.GoLiveAsync("/targets");

    public ILocator Card(string name) => visit.Page.GetByRole(AriaRole.Article, new() { Name = name });

    public async Task FollowSuggestionAsync(string leader)
    {
        await ShowFormAsync();
        await visit.PressAsync($"Follow {leader}");
        await Card(leader).WaitForAsync();
    }

    /// <summary>Pastes something into the form and asks for a look.</summary>
    public async Task LookAtAsync(string text)
    {
        await ShowFormAsync();
        await visit.Page.FillAsync("#follow-wallet", text);
        await visit.PressAsync("Look at it");
    }

    public Task SaysAsync(string problem) => visit.Page.Locator("#follow-problem", new() { HasText = problem }).WaitForAsync();

    public async Task SaveAsync()
    {
        var cards = await Cards.CountAsync();
        await visit.Page.Locator(".follow-save button").ClickAsync();
        await Cards.Nth(cards).WaitForAsync();
    }

    private async Task ShowFormAsync()
    {
        if (await visit.Page.Locator("#follow-wallet").IsHiddenAsync()) await visit.PressAsync("Follow a wallet");
    }
}
