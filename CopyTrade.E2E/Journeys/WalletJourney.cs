using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class WalletJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Cap_AbovePlatform_ShowsConfiguredAndWhatBinds()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("generous");
        var wallet = new WalletPageObject(visit);
        await wallet.OpenAsync();
        await wallet.SetPerOrderAsync("50");
        await visit.SeesAsync("The platform holds an order to $20.00.");
        await visit.Page.ClickAsync("#save-caps");
        await visit.SeesAsync("Caps saved");
        Assert.Equal(["$50.00", "$20.00", "$20.00"], (await wallet.CapAsync("One order")).Select(cell => cell.Trim()));

        await wallet.OpenAsync();
        Assert.Equal(["$50.00", "$20.00", "$20.00"], (await wallet.CapAsync("One order")).Select(cell => cell.Trim()));
        await visit.SeesAsync("At most $20.00 an order");
    }
}
