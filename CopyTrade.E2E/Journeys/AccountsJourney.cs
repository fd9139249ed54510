using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class AccountsJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task FirstAccount_BecomesAdministrator_TheNextDoesNot()
    {
        Assert.True(fixture.FirstAccountWasAnnounced);
        await using var first = await fixture.VisitAsAdministratorAsync();
        await first.GoAsync("/account");
        await first.SeesAsync("administrator");

        await using var next = await fixture.VisitAsync();
        await next.GoAsync("/register");
        Assert.Equal(0, await next.Page.Locator("#first-account").CountAsync());
        await new RegisterPageObject(next).RegisterAsync(BrowserFixture.NewEmail("second"), BrowserFixture.Password);
        await next.GoAsync("/jobs");
        await next.SeesAsync("for operators of the installation");
    }

    [Fact]
    public async Task TwoFactor_AfterSetUp_AsksForTheCodeAndTakesEachRecoveryCodeOnce()
    {
        await using var visit = await fixture.VisitAsync();
        var email = BrowserFixture.NewEmail("careful");
        await visit.GoAsync("/register");
        await new RegisterPageObject(visit).RegisterAsync(email, BrowserFixture.Password);
        var (key, recovery) = await new TwoFactorPageObject(visit).SetUpAsync();
        Assert.Equal(10, recovery.Count);

        var signIn = new SignInPageObject(visit);
        await signIn.OutAsync();
        await signIn.WithCodeAsync(email, BrowserFixture.Password, "000000");
        Assert.Contains("not right", await signIn.ProblemAsync(), StringComparison.Ordinal);
        await signIn.WithCodeAsync(email, BrowserFixture.Password, Authenticator.CodeAt(key, TimeProvider.System.GetUtcNow()));
        await visit.ArrivesAsync("/");

        await signIn.OutAsync();
        await signIn.WithCodeAsync(email, BrowserFixture.Password, recovery[0], recovery: true);
        await visit.Page.Locator("form[action='/sign-out']").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        await visit.GoAsync("/account");
        Assert.Contains("9 recovery codes are left", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);

        await signIn.OutAsync();
        await signIn.WithCodeAsync(email, BrowserFixture.Password, recovery[0], recovery: true);
        Assert.Contains("used before", await signIn.ProblemAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passkey_AddedWithThePassword_SignsInAndIsRemovedWithThePasswordOnly()
    {
        await using var visit = await fixture.VisitAsync();
        var device = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        // Browsers bind a passkey to a name, never to an address.
        var site = visit.BaseUrl.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await visit.Page.GotoAsync(site + "/register");
        await new RegisterPageObject(visit).RegisterAsync(BrowserFixture.NewEmail("keyholder"), BrowserFixture.Password);
        await visit.Page.GotoAsync(site + "/account");

        await visit.Page.FillAsync("#passkey-password", "not the right words");
        await visit.PressAsync("Add a passkey");
        await visit.SeesAsync("The password is not right.");
        await visit.Page.FillAsync("#passkey-password", BrowserFixture.Password);
        await visit.PressAsync("Add a passkey");
        await visit.SeesAsync("The passkey is added.");

        await visit.Page.Locator(".main form[action='/sign-out'] button").ClickAsync();
        await visit.ArrivesAsync("/sign-in");
        await visit.PressAsync("Use a passkey");
        await visit.ArrivesAsync("/");
        await visit.Page.GotoAsync(site + "/account");
        await visit.Page.Locator(".step-up summary").ClickAsync();
        await visit.Page.Locator(".step-up input[type=password]").FillAsync("not the right words");
        await visit.PressAsync("Remove this passkey");
        await visit.SeesAsync("The password is not right.");
        await visit.Page.Locator(".step-up summary").ClickAsync();
        await visit.Page.Locator(".step-up input[type=password]").FillAsync(BrowserFixture.Password);
        await visit.PressAsync("Remove this passkey");
        await visit.SeesAsync("The passkey is removed.");
    }

    [Fact]
    public async Task SignOutEverywhere_EndsTheOtherSession_KeepsThisOne()
    {
        var email = BrowserFixture.NewEmail("traveller");
        await using var here = await fixture.VisitAsync();
        await here.GoAsync("/register");
        await new RegisterPageObject(here).RegisterAsync(email, BrowserFixture.Password);
        await using var there = await fixture.VisitAsync();
        await new SignInPageObject(there).TryAsync(email, BrowserFixture.Password);
        await there.ArrivesAsync("/");
        await there.LiveAsync();

        await here.GoAsync("/account");
        await here.PressAsync("Sign out everywhere else");
        await here.SeesAsync("Every other session ends");

        // The open page there notices by itself.
        await there.ArrivesAsync("/sign-in");
        await here.GoAsync("/account");
        Assert.Equal("/account", here.Path);
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_SaysThatItIsLocked()
    {
        var email = BrowserFixture.NewEmail("forgetful");
        await using var visit = await fixture.VisitAsync();
        await visit.GoAsync("/register");
        await new RegisterPageObject(visit).RegisterAsync(email, BrowserFixture.Password);
        var signIn = new SignInPageObject(visit);
        await signIn.OutAsync();
        for (var i = 0; i < 4; i++)
        {
            await signIn.TryAsync(email, "not the right words");
            Assert.Equal("Email and password do not match.", await signIn.ProblemAsync());
        }

        await signIn.TryAsync(email, "not the right words");
        Assert.Contains("locked for 5 minutes", await signIn.ProblemAsync(), StringComparison.Ordinal);
        await signIn.TryAsync(email, BrowserFixture.Password);
        Assert.Contains("locked", await signIn.ProblemAsync(), StringComparison.Ordinal);
    }
}
