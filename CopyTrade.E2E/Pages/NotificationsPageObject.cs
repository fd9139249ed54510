using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Pages;

/// <summary>Where the trader is told, and of what.</summary>
public sealed class NotificationsPageObject(Visit visit)
{
    public async Task AddWebhookAsync(string name, string address)
    {
        await visit.GoLiveAsync("/settings/notifications");
        await visit.PressAsync("Add a channel");
        await visit.Page.GetByLabel("Channel", new() { Exact = true }).SelectOptionAsync("Webhook");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await visit.Page.GetByLabel("Address", new() { Exact = true }).FillAsync(address);
        await visit.Page.GetByLabel("Your password").FillAsync(BrowserFixture.Password);
        await visit.PressAsync("Add the channel");
        await visit.SeesAsync("This signing secret is shown once");
    }
}
