using CopyTrade.E2E.Fixtures;

namespace CopyTrade.E2E.Pages;

public sealed class RegisterPageObject(Visit visit)
{
    public async Task RegisterAsync(string email, string password)
    {
        await visit.Page.FillAsync("#email", email);
        await visit.Page.FillAsync("#password", password);
        await visit.Page.FillAsync("#confirm", password);
        await visit.PressAsync("Create account");
        await visit.ArrivesAsync("/");
    }
}
