using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class OrdersJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task ConfirmedOrder_OpenedToItsStory_IsProvenByReevaluating()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var orders = new OrdersPageObject(visit);
        await orders.OpenAsync();
        await orders.OpenFirstConfirmedAsync();
        Assert.Contains("What happened", await orders.Packet.InnerTextAsync(), StringComparison.Ordinal);

        await orders.Packet.GetByText("Story and rules behind it").ClickAsync();
        await visit.SeesAsync("Decided after");
        Assert.Equal(0, await visit.Page.GetByText("Same decision: proven.").CountAsync());
        await visit.PressAsync("Re-evaluate");
        await visit.SeesAsync("Same decision: proven.");
        Assert.Equal(0, await visit.Page.Locator(".again-diff").CountAsync());
        Assert.Empty(visit.Errors);
    }
}
