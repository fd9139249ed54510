using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Web.Identity;

/// <summary>The panel of the account page that opens, chooses and resets the paper account, as plain forms.</summary>
public sealed class PaperPanelTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "four words in a row";

    [Fact]
    public async Task Paper_OpenedResetAndLeft_IsSaidAtEachStep()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "paper@example.org");
        await browser.OpenAsync("/account");
        Assert.Contains("You look at your live account: it trades at the demo venue", Panel(browser), StringComparison.Ordinal);
        Assert.Contains("$1,000.00 of paper money", Panel(browser), StringComparison.Ordinal);

        await SubmitAsync(browser, "to-paper");
        Assert.Contains("You look at your paper account now", browser.Text(".account-notice"), StringComparison.Ordinal);
        Assert.Contains("It began with $1,000.00 of paper money.", Panel(browser), StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("#money a[href='/paper']"));

        await SubmitAsync(browser, "paper-reset", ("Input.Start", "250"));
        Assert.Contains("Confirm that the paper account is closed.", Panel(browser), StringComparison.Ordinal);
        await SubmitAsync(browser, "paper-reset", ("Input.Start", "0"), ("Input.Agreed", "true"));
        Assert.Contains("Paper money is a sum above $0", Panel(browser), StringComparison.Ordinal);
        await SubmitAsync(browser, "paper-reset", ("Input.Start", "250"), ("Input.Agreed", "true"));
        Assert.Contains("It began with $250.00 of paper money; 1 closed before it.", Panel(browser), StringComparison.Ordinal);

        await SubmitAsync(browser, "to-live");
        Assert.Contains("Confirm that you want to change to the live account.", Panel(browser), StringComparison.Ordinal);
        await SubmitAsync(browser, "to-live", ("Input.Agreed", "true"));
        Assert.Contains("You look at your live account", Panel(browser), StringComparison.Ordinal);
    }

    private static string Panel(PageClient browser) => string.Join(' ', browser.Text("#money").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Task SubmitAsync(PageClient browser, string form, params (string Name, string Value)[] fields) => browser.PostFormAsync($"form:has(input[name=_handler][value='{form}'])", fields);

    private static async Task RegisterAsync(PageClient browser, string email)
    {
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", Password), ("Input.Confirm", Password));
    }
}
