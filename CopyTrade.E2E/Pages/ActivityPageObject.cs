using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class ActivityPageObject(Visit visit)
{
    /// <summary>Long enough for a demo leader's next trade to be seen, copied and confirmed.</summary>
    public ILocator Confirmed => Rows(".chip-gain");

    public ILocator Skipped => Rows(".skip");

    public ILocator Packet => visit.Page.Locator(".packet").First;

    public Task OpenAsync(string query = "") => visit.GoLiveAsync("/activity" + query);

    public ILocator Rows(string with) => visit.Page.Locator(".grid-activity tr", new() { Has = visit.Page.Locator(with) });

    public Task WaitForAsync(ILocator rows) => rows.First.WaitForAsync();

    /// <summary>Waits for the newest such row on the page and opens its story.</summary>
    public async Task OpenStoryAsync(ILocator rows)
    {
        await WaitForAsync(rows);
        await rows.First.Locator(".cell-trade").ClickAsync();
        await Packet.WaitForAsync();
    }
}
