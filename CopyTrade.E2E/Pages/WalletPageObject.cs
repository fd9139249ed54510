using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class WalletPageObject(Visit visit)
{
    public async Task OpenAsync()
    {
        await visit.GoLiveAsync("/wallet");
        await visit.Page.Locator("#edit-caps").WaitForAsync();
    }

    public async Task SetPerOrderAsync(string usdc)
    {
        await visit.Page.ClickAsync("#edit-caps");
        var field = visit.Page.GetByLabel("Most for one order in USDC");
        await field.FillAsync(usdc);
        await field.BlurAsync();
    }

    /// <summary>Types a withdrawal, the amount twice, and sends nothing yet.</summary>
    public async Task TypeWithdrawalAsync(string to, string amount, string password)
    {
        if (!await visit.Page.Locator("#withdraw-to").IsVisibleAsync()) await visit.Page.ClickAsync("#withdraw");
        await visit.Page.FillAsync("#withdraw-to", to);
        await visit.Page.FillAsync("#withdraw-amount", amount);
        await visit.Page.FillAsync("#withdraw-again", amount);
        await visit.Page.FillAsync("#withdraw-password", password);
    }

    /// <summary>The table says this about one cap: configured, platform, what binds.</summary>
    public Task CapIsAsync(string name, params string[] cells) => Assertions.Expect(visit.Page.Locator("table.caps tr", new() { HasText = name }).Locator("td")).ToHaveTextAsync(cells, new() { UseInnerText = true });
}
