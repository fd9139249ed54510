using CopyTrade.E2E.Fixtures;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Pages;

public sealed class OrdersPageObject(Visit visit)
{
    /// <summary>Long enough for a demo leader's next trade to be copied and confirmed.</summary>
    public ILocator Packet => visit.Page.Locator(".packet").First;

    private ILocator Confirmed => visit.Page.Locator(".grid-orders tr.rz-data-row", new() { Has = visit.Page.Locator(".chip-gain") });

    public Task OpenAsync() => visit.GoLiveAsync("/orders");

    public async Task OpenFirstConfirmedAsync()
    {
        await Confirmed.First.WaitForAsync();
        await Confirmed.First.Locator(".cell-trade").ClickAsync();
        await Packet.WaitForAsync();
    }
}
