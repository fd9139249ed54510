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
        await wallet.SetPerOrderAsync("2,50");
        await visit.SeesAsync("Save: up to $2.50 an order");
        await visit.PressAsync("Keep as they are");
        await wallet.SetPerOrderAsync("50");
        await visit.SeesAsync("The platform holds an order to $20.00.");
        await visit.Page.ClickAsync("#save-caps");
        await visit.Page.FillAsync("#person-password", BrowserFixture.Password);
        await visit.Page.ClickAsync("#person-go");
        await visit.ToldAsync("Caps saved");
        await wallet.CapIsAsync("One order", "$50.00", "$20.00", "$20.00");

        await wallet.OpenAsync();
        await wallet.CapIsAsync("One order", "$50.00", "$20.00", "$20.00");
        await visit.SeesAsync("At most $20.00 an order");
    }

    [Fact]
    public async Task Withdraw_WithThePassword_IsSentOnceAndDisconnectingNamesWhatIsLeft()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("leaver");
        var wallet = new WalletPageObject(visit);
        await wallet.OpenAsync();
        await wallet.TypeWithdrawalAsync("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "25", "not it");
        await visit.SeesAsync("The capital letters of this address are not its checksum");
        await wallet.TypeWithdrawalAsync("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "25", "not it");
        await visit.PressAsync("Send $25.00 to 0x5aAe…eAed");
        await visit.SeesAsync("The password is not right.");
        await wallet.TypeWithdrawalAsync("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "25", BrowserFixture.Password);
        await visit.PressAsync("Send $25.00 to 0x5aAe…eAed");
        await visit.SeesAsync("$25.00 withdrawn");
        await visit.SeesAsync("on its way");

        await visit.PressAsync("Disconnect");
        await visit.SeesAsync("It still holds $");
        await visit.PressAsync("Withdraw first");
        await visit.SeesAsync("A withdrawal is under way");
    }

    [Fact]
    public async Task Doctor_ChecksTheWalletAndTheTrialNamesItsCost()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("checker");
        var wallet = new WalletPageObject(visit);
        await wallet.OpenAsync();
        await visit.Page.ClickAsync("#run-checks");
        await visit.SeesAsync("The wallet can trade");
        Assert.Equal(11, await visit.Page.Locator(".checks .check-passed").CountAsync());

        await visit.Page.ClickAsync("#try");
        await visit.SeesAsync("Sells the same shares once the chain has confirmed them");
        await visit.PressAsync("Buy for about $1 and sell again");
        await visit.SeesAsync("spread and fees, in full");

        // By the keys alone: search, first hit, open it.
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Locator("h1").ClickAsync();
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("sync health");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("/search");
        await visit.LiveAsync();
        await visit.Page.Locator(".found a").First.WaitForAsync();
        await visit.Page.Locator("h1").ClickAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.ArrivesAsync("/sync");
    }
}
