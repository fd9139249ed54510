using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Web.Identity;

public sealed class RegistrationTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task Register_FirstAndSecondAccount_AreAdministratorAndTraderWithATenantEach()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var first = site.OpenBrowser();
        using var second = site.OpenBrowser();

        Assert.Contains("Create the first one", (await first.OpenAsync("/sign-in")).Text("#nobody-yet"), StringComparison.Ordinal);
        await first.OpenAsync("/register");
        Assert.Contains("administrator", first.Text("#first-account"), StringComparison.Ordinal);
        await first.SubmitAsync(("Input.Email", "ann@example.org"), ("Input.Password", Password), ("Input.Confirm", Password));
        await second.OpenAsync("/register");
        Assert.Empty(second.Page.QuerySelectorAll("#first-account"));
        Assert.Empty((await second.OpenAsync("/sign-in")).Page.QuerySelectorAll("#nobody-yet"));
        await second.OpenAsync("/register");
        await second.SubmitAsync(("Input.Email", "bob@example.org"), ("Input.Password", Password), ("Input.Confirm", Password));

        Assert.Contains("ann@example.org, administrator", (await first.OpenAsync("/account")).Text(".page-head p"), StringComparison.Ordinal);
        Assert.Contains("bob@example.org, trader", (await second.OpenAsync("/account")).Text(".page-head p"), StringComparison.Ordinal);
        Assert.Equal(2, (await database.QueryAsync<Guid>("select owner_user_id from billing_account where name in ('ann@example.org', 'bob@example.org')")).Distinct().Count());
    }

    [Theory]
    [InlineData("carl@example.org", "short", "short", "12 to 256")]
    [InlineData("carl@example.org", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "5 different")]
    [InlineData("carl@example.org", Password, "something else", "not the same")]
    [InlineData("carl", Password, Password, "not an email address")]
    public async Task Register_BadInput_SaysOneSentenceAndCreatesNothing(string email, string password, string again, string says)
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await browser.OpenAsync("/register");

        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", password), ("Input.Confirm", again));

        Assert.Contains(says, browser.Text(".field-error, [role=alert]"), StringComparison.Ordinal);
        Assert.Empty(await database.QueryAsync<Guid>("select id from asp_net_users where email = @email", new { email }));
    }

    [Fact]
    public async Task Register_ClosedAndNotTheFirst_OffersNoForm()
    {
        await database.SeedTenantAsync();
        await using var site = await AccountSite.StartAsync(database.Databases, ("Identity:OpenRegistration", "false"));
        using var browser = site.OpenBrowser();

        await browser.OpenAsync("/register");

        Assert.Empty(browser.Page.QuerySelectorAll("[name='Input.Email']"));
    }
}
