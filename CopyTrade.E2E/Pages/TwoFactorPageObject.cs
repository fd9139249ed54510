using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Pages;

public sealed class TwoFactorPageObject(Visit visit)
{
    /// <summary>Sets it up as by hand: reads the key, enters the code, keeps the recovery codes.</summary>
    public async Task<(string Key, IReadOnlyList<string> RecoveryCodes)> SetUpAsync()
    {
        await visit.GoAsync("/account/two-factor");
        var key = await visit.Page.InnerTextAsync("#two-factor-key");
        await visit.Page.FillAsync("#code", Authenticator.CodeAt(key, TimeProvider.System.GetUtcNow()));
        await visit.Page.FillAsync("#set-up-password", BrowserFixture.Password);
        await visit.PressAsync("Turn on two-factor");
        await visit.SeesAsync("Two-factor sign-in is on.");
        return (key, await visit.Page.Locator(".codes li").AllInnerTextsAsync());
    }
}
