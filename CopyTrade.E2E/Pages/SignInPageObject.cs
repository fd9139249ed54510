using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Pages;

public sealed class SignInPageObject(Visit visit)
{
    /// <summary>What the page says is wrong.</summary>
    public Task<string> ProblemAsync() => visit.Page.Locator(".sign-card [role=alert]").InnerTextAsync();

    public async Task TryAsync(string email, string password)
    {
        await visit.GoAsync("/sign-in");
        await visit.Page.FillAsync("#email", email);
        await visit.Page.FillAsync("#password", password);
        await visit.PressAsync("Sign in");
        await visit.Page.WaitForLoadStateAsync();
    }

    /// <summary>The password, then a code of the phone or one that was kept.</summary>
    public async Task WithCodeAsync(string email, string password, string code, bool recovery = false)
    {
        await TryAsync(email, password);
        await visit.ArrivesAsync("/sign-in/two-factor");
        if (recovery)
        {
            await visit.Page.ClickAsync("text=Use a recovery code");
            // The address changes before the form does, and both forms ask for a code.
            await visit.Page.GetByLabel("One of the codes you kept").WaitForAsync();
        }

        await visit.Page.FillAsync("#code", code);
        await visit.PressAsync("Continue");
        await visit.Page.WaitForLoadStateAsync();
    }

    public async Task OutAsync()
    {
        await visit.GoAsync("/account");
        await visit.Page.Locator(".main form[action='/sign-out'] button").ClickAsync();
        await visit.ArrivesAsync("/sign-in");
    }
}
