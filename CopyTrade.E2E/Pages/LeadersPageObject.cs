using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

/// <summary>The ranking of wallets, and one wallet of it.</summary>
public sealed class LeadersPageObject(Visit visit)
{
    private const string Names = ".leaders-table .cell-name";

    public ILocator Rows => visit.Page.Locator(".leaders-table tbody tr");

    /// <summary>Columns of the comparison, the names of the figures aside.</summary>
    public ILocator Compared => visit.Page.Locator(".l-side thead th .cell-name");

    /// <summary>The result of a trial, once there is one.</summary>
    public ILocator Result => visit.Page.Locator(".trial-sum");

    /// <summary>The address of the page of the best wallet, once there is a ranking.</summary>
    public async Task<string> AnyAsync()
    {
        await OpenAsync();
        return await visit.Page.Locator(Names).First.GetAttributeAsync("href") ?? throw new InvalidOperationException("A name without a link.");
    }

    /// <summary>Opens the ranking and waits until there is one.</summary>
    public async Task OpenAsync()
    {
        await visit.GoLiveAsync("/leaders");
        await visit.Page.Locator(Names).First.WaitForAsync();
    }

    public async Task LookAtAsync(string text)
    {
        await visit.Page.FillAsync("#leader-text", text);
        await visit.PressAsync("Look at it");
    }

    public async Task SearchAsync(string text)
    {
        await visit.Page.FillAsync(".f-search", text);
        await visit.Page.PressAsync(".f-search", "Tab");
    }

    /// <summary>Ticks the first wallet that is not ticked yet.</summary>
    public Task CompareNextAsync() => visit.Page.Locator(".l-compare:not([aria-current])").First.ClickAsync();
}
