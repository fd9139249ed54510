using System.Net;
using CopyTrade.Infrastructure.Persistence.Identity;
using CopyTrade.Tests.Fixtures;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Identity;

/// <summary>Who holds a session and nothing else can make or take away nothing that outlives it.</summary>
public sealed class LastingAccessTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "correct horse battery";
    private const string Options = "/account/passkeys/options";

    [Fact]
    public async Task ApiKey_WithoutThePassword_IsNotMade()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = await RegisterAsync(site, "thief-of-keys@example.org");

        await browser.SubmitAsync(("Input.Name", "mine"), ("Input.Scopes", "notifications:write"));
        Assert.Contains("password is not right", browser.Text(".api-keys [role=alert]"), StringComparison.Ordinal);
        await browser.SubmitAsync(("Input.Name", "mine"), ("Input.Scopes", "notifications:write"), ("StepUp.Password", "wrong wrong wrong"));
        Assert.Empty(browser.Text("#new-api-key"));

        Assert.Empty(await database.QueryAsync<Guid>("select k.id from api_key k join billing_account b on b.id = k.billing_account_id where b.name = 'thief-of-keys@example.org'"));
    }

    [Fact]
    public async Task Passkey_WithoutThePassword_IsNeitherBegunNorAdded()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = await RegisterAsync(site, "thief-of-doors@example.org");

        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostToAsync(Options, withToken: true));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.PostToAsync(Options, withToken: true, ("StepUp.Password", "wrong wrong wrong")));
        Assert.Equal(HttpStatusCode.OK, await browser.PostToAsync(Options, withToken: true, ("StepUp.Password", Password)));

        await browser.SubmitAsync(("Answer.Name", "mine"), ("Answer.Credential", "{}"));
        Assert.Contains("password is not right", browser.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passkey_IsRemovedWithThePasswordOnly()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = await RegisterAsync(site, "keeper@example.org");
        await AddPasskeyAsync(site, "keeper@example.org");
        await browser.OpenAsync("/account");

        await browser.PostFormAsync(".step-up form");
        Assert.Contains("password is not right", browser.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.NotEmpty((await browser.OpenAsync("/account")).Page.QuerySelectorAll(".step-up"));

        // Right after a wrong one: the row of the person that the page has read is still the newest.
        await browser.PostFormAsync(".step-up form", ("StepUp.Password", Password));
        Assert.Contains("The passkey is removed", browser.Text("[role=status]"), StringComparison.Ordinal);
        Assert.Empty(browser.Page.QuerySelectorAll(".step-up"));
    }

    private static async Task<PageClient> RegisterAsync(AccountSite site, string email)
    {
        var browser = site.OpenBrowser();
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", Password), ("Input.Confirm", Password));
        return await browser.OpenAsync("/account");
    }

    private static async Task AddPasskeyAsync(AccountSite site, string email)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = await users.FindByEmailAsync(email);
        var passkey = new UserPasskeyInfo([1, 2, 3], [4, 5, 6], DateTimeOffset.UnixEpoch, 0, [], isUserVerified: true, isBackupEligible: false, isBackedUp: false, [7], [8]) { Name = "phone" };
        Assert.True((await users.AddOrUpdatePasskeyAsync(user!, passkey)).Succeeded);
    }
}
