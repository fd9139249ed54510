using System.Net;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Web.Identity;

public sealed class SignInTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task SignIn_WrongPasswords_SayTheSameForAnAddressThatNobodyHas()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "known@example.org");
        using var visitor = site.OpenBrowser();

        List<string> known = [], unknown = [];
        for (var i = 0; i < 7; i++)
        {
            known.Add(await TryAsync(visitor, "known@example.org", "wrong wrong wrong"));
            unknown.Add(await TryAsync(visitor, "nobody@example.org", "wrong wrong wrong"));
        }

        Assert.Equal(known, unknown);
        Assert.Contains("do not match", known[0], StringComparison.Ordinal);
        Assert.Contains("locked for 5 minutes", known[^1], StringComparison.Ordinal);
        Assert.Contains("locked for 5 minutes", await TryAsync(visitor, "known@example.org", Password), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account", "/account")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    public async Task SignIn_ReturnUrl_IsFollowedOnThisSiteOnly(string returnUrl, string lands)
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        var email = $"{Guid.NewGuid():N}@example.org";
        using (var registering = site.OpenBrowser()) await RegisterAsync(registering, email);
        using var browser = site.OpenBrowser();
        await browser.OpenAsync($"/sign-in?ReturnUrl={Uri.EscapeDataString(returnUrl)}");

        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", Password));

        Assert.Equal(lands, browser.Path);
    }

    [Theory]
    [InlineData("/account"), InlineData("/account/two-factor"), InlineData("/halt")]
    public async Task Open_Visitor_IsSentToSignIn(string path)
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();

        await browser.OpenAsync(path);

        Assert.Equal($"/sign-in?ReturnUrl={Uri.EscapeDataString(path)}", browser.Path);
    }

    [Fact]
    public async Task TwoFactor_OnlyLookedAt_EndsNoSessionAndShowsTheSameKeyAgain()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "looks@example.org");
        var before = await StampAsync("looks@example.org");

        await browser.OpenAsync("/account/two-factor");
        var key = browser.Text("#two-factor-key");
        Assert.Equal(before, await StampAsync("looks@example.org"));
        await browser.OpenAsync("/account/two-factor");
        Assert.Equal(key, browser.Text("#two-factor-key"));
        await browser.SubmitAsync(("Input.Code", Totp.Now(key)), ("StepUp.Password", Password));

        Assert.Equal(10, browser.Page.QuerySelectorAll(".codes li").Length);
        Assert.NotEqual(before, await StampAsync("looks@example.org"));
    }

    [Fact]
    public async Task TwoFactor_SetUp_AsksForACodeAndTakesEachRecoveryCodeOnce()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "two@example.org");
        await browser.OpenAsync("/account/two-factor");
        var key = browser.Text("#two-factor-key");
        Assert.Contains(key.Replace(" ", "", StringComparison.Ordinal), browser.Page.QuerySelector("[data-uri]")!.GetAttribute("data-uri"), StringComparison.Ordinal);

        await browser.SubmitAsync(("Input.Code", Totp.Now(key)), ("StepUp.Password", "wrong wrong wrong"));
        Assert.Contains("password is not right", browser.Text("[role=alert]"), StringComparison.Ordinal);
        await browser.SubmitAsync(("Input.Code", Totp.Now(key)), ("StepUp.Password", Password));
        var codes = browser.Page.QuerySelectorAll(".codes li").Select(li => li.TextContent).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        var stored = await StoredAsync("two@example.org");
        Assert.Equal(2, stored.Count);
        Assert.All(stored, value => Assert.StartsWith("sealed:", value, StringComparison.Ordinal));

        foreach (var (recovery, lands) in new[] { (codes[0], "/"), (codes[0], "/sign-in/recovery"), (codes[1], "/") })
        {
            using var other = site.OpenBrowser();
            await TryAsync(other, "two@example.org", Password);
            Assert.StartsWith("/sign-in/two-factor", other.Path, StringComparison.Ordinal);
            Assert.StartsWith("/sign-in", (await other.OpenAsync("/account")).Path, StringComparison.Ordinal);
            await other.OpenAsync("/sign-in/recovery");
            await other.SubmitAsync(("Input.Code", recovery));
            Assert.Equal(lands, other.Path.Split('?')[0].Replace("/account", "/", StringComparison.Ordinal));
        }

        using var phone = site.OpenBrowser();
        await TryAsync(phone, "two@example.org", Password);
        await phone.SubmitAsync(("Input.Code", Totp.Now(key)));
        Assert.Equal("/", phone.Path);
    }

    [Fact]
    public async Task Password_SetByTheOperator_OpensALockedAccountAndEndsItsSessions()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "forgets@example.org");
        var before = await StampAsync("forgets@example.org");
        using var other = site.OpenBrowser();
        for (var i = 0; i < 6; i++) await TryAsync(other, "forgets@example.org", "not the right words");
        Assert.Contains("locked", other.Text("[role=alert]"), StringComparison.Ordinal);

        await using var scope = site.Services.CreateAsyncScope();
        var recovery = scope.ServiceProvider.GetRequiredService<AccountRecovery>();
        var user = await UserAsync("forgets@example.org");
        Assert.Equal("PasswordTooShort", Assert.Single(await recovery.SetPasswordAsync(user, "short one 1")).Code);
        Assert.Equal(before, await StampAsync("forgets@example.org"));
        Assert.Empty(await recovery.SetPasswordAsync(user, "another long phrase"));

        Assert.NotEqual(before, await StampAsync("forgets@example.org"));
        await TryAsync(other, "forgets@example.org", Password);
        Assert.Contains("do not match", other.Text("[role=alert]"), StringComparison.Ordinal);
        await TryAsync(other, "forgets@example.org", "another long phrase");
        Assert.Equal("/", other.Path);
    }

    [Fact]
    public async Task TwoFactor_TurnedOffByTheOperator_AsksForNoCodeAndBeginsWithAnotherKey()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        var key = await RegisterWithTwoFactorAsync(browser, "dropped@example.org");
        var before = await StampAsync("dropped@example.org");

        await using var scope = site.Services.CreateAsyncScope();
        var recovery = scope.ServiceProvider.GetRequiredService<AccountRecovery>();
        Assert.True(await recovery.TurnSecondFactorOffAsync(await UserAsync("dropped@example.org")));
        Assert.False(await recovery.TurnSecondFactorOffAsync(await UserAsync("dropped@example.org")));

        Assert.NotEqual(before, await StampAsync("dropped@example.org"));
        await AssertBeginsWithAnotherKeyAsync(site, "dropped@example.org", key);
    }

    [Fact]
    public async Task TwoFactor_OnTheAccountPage_GetsNewCodesAndIsTurnedOffWithThePasswordOnly()
    {
        const string Form = "form:has(#two-factor-password)";
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        var key = await RegisterWithTwoFactorAsync(browser, "turns@example.org");
        var first = browser.Page.QuerySelectorAll(".codes li").Select(li => li.TextContent).ToList();

        await browser.OpenAsync("/account");
        await browser.PostFormAsync(Form, ("Input.Act", "off"), ("Input.Password", "wrong wrong wrong"));
        Assert.Contains("Nothing was changed", browser.Text("[role=alert]"), StringComparison.Ordinal);
        await browser.PostFormAsync(Form, ("Input.Act", "codes"), ("Input.Password", Password));
        var second = browser.Page.QuerySelectorAll(".codes li").Select(li => li.TextContent).ToList();
        Assert.Equal((10, 0), (second.Count, second.Intersect(first).Count()));
        var before = await StampAsync("turns@example.org");
        await browser.OpenAsync("/account");
        await browser.PostFormAsync(Form, ("Input.Act", "off"), ("Input.Password", Password));

        // Whoever did it stays signed in, every other session ends.
        Assert.Equal("/account?Done=two-factor-off", browser.Path);
        Assert.NotEqual(before, await StampAsync("turns@example.org"));
        await AssertBeginsWithAnotherKeyAsync(site, "turns@example.org", key);
    }

    [Fact]
    public async Task ApiKey_Created_IsShownOnceAndCanBeRevoked()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "keys@example.org");
        await browser.OpenAsync("/account");

        await browser.SubmitAsync(("Input.Name", "spreadsheet"), ("Input.Scopes", "positions:read"), ("Input.Days", "30"), ("StepUp.Password", Password));
        var key = browser.Text("#new-api-key");
        Assert.StartsWith("ct_", key, StringComparison.Ordinal);

        await browser.OpenAsync("/account");
        Assert.DoesNotContain(key, browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("spreadsheet", browser.Text(".api-keys .rows"), StringComparison.Ordinal);
        Assert.Equal("90", browser.Page.QuerySelector("select option[selected]")?.GetAttribute("value"));

        await browser.PostFormAsync(".api-keys .rows form");
        Assert.Contains("revoked", browser.Text(".api-keys .rows"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyPage_Headers_AllowNoForeignScriptFrameOrCache()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();

        await browser.OpenAsync("/sign-in");

        string Header(string name) => Assert.Single(browser.Response.Headers.GetValues(name));
        Assert.Contains("script-src 'self';", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal(("nosniff", "DENY", "same-origin", "no-store"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("Referrer-Policy"), Header("Cache-Control")));
        Assert.All(browser.Page.Scripts, script => Assert.False(string.IsNullOrEmpty(script.GetAttribute("src"))));
        Assert.DoesNotContain(browser.Page.All, element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignIn_TooManyPosts_AreRefusedWhileThePageStaysReadable()
    {
        await using var site = await AccountSite.StartAsync(database.Databases, ("Identity:AttemptsPerMinute", "3"));
        using var browser = site.OpenBrowser();
        for (var i = 0; i < 3; i++) await TryAsync(browser, "limit@example.org", "wrong wrong wrong");

        await TryAsync(browser, "limit@example.org", "wrong wrong wrong");
        Assert.Equal((HttpStatusCode.TooManyRequests, "Too many attempts"), (browser.Status, browser.Text("h1")));

        await browser.OpenAsync("/sign-in");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
    }

    [Fact]
    public async Task SignOut_Post_EndsTheSession()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "leaving@example.org");
        await browser.OpenAsync("/account");

        await browser.PostFormAsync("form[action='/sign-out']");

        Assert.StartsWith("/sign-in", (await browser.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_PostWithoutThePagesToken_Is400AndTheSessionStays()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        await RegisterAsync(browser, "staying@example.org");

        Assert.Equal(HttpStatusCode.BadRequest, await browser.PostToAsync("/sign-out", withToken: false));

        Assert.Equal("/account", (await browser.OpenAsync("/account")).Path);
    }

    [Fact]
    public void UnknownEmail_LongAfterFourWrongTries_IsLockedByTheFifthLikeAnAccountAndNotLongerByMoreTries()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        using var unknown = new UnknownEmails(Options.Create(new SignInSettings()), Options.Create(new PasswordHasherOptions { IterationCount = 1 }), clock);
        bool Try() => unknown.Try("nobody@example.org", "wrong wrong wrong");
        bool[] first = [Try(), Try(), Try(), Try()];

        Assert.DoesNotContain(true, first);
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(Try());
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.True(Try());
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([false, false, false, false, true], (bool[])[Try(), Try(), Try(), Try(), Try()]);
    }

    [Fact]
    public async Task TwoFactor_FirstLookedAtInSeveralTabsTogether_ShowsTheKeyThatWasKept()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        var tabs = Enumerable.Range(0, 4).Select(_ => site.OpenBrowser()).ToList();
        await RegisterAsync(tabs[0], "tabs@example.org");
        foreach (var tab in tabs.Skip(1)) await TryAsync(tab, "tabs@example.org", Password);

        await Task.WhenAll(tabs.Select(tab => tab.OpenAsync("/account/two-factor")));

        var shown = tabs.Select(tab => tab.Text("#two-factor-key")).ToList();
        await tabs[0].OpenAsync("/account/two-factor");
        Assert.All(shown, key => Assert.Equal(tabs[0].Text("#two-factor-key"), key));
        tabs.ForEach(tab => tab.Dispose());
    }

    private Task<IReadOnlyList<string>> StoredAsync(string email) => database.QueryAsync<string>("select t.value from asp_net_user_tokens t join asp_net_users u on u.id = t.user_id where u.email = @email", new { email });

    private async Task<UserId> UserAsync(string email) => new((await database.QueryAsync<Guid>("select id from asp_net_users where email = @email", new { email })).Single());

    private async Task<string> StampAsync(string email) => (await database.QueryAsync<string>("select security_stamp from asp_net_users where email = @email", new { email })).Single();

    private static async Task RegisterAsync(PageClient browser, string email)
    {
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", Password), ("Input.Confirm", Password));
        Assert.Equal("/", browser.Path);
    }

    /// <returns>The key of the authenticator app.</returns>
    private static async Task<string> RegisterWithTwoFactorAsync(PageClient browser, string email)
    {
        await RegisterAsync(browser, email);
        await browser.OpenAsync("/account/two-factor");
        var key = browser.Text("#two-factor-key");
        await browser.SubmitAsync(("Input.Code", Totp.Now(key)), ("StepUp.Password", Password));
        return key;
    }

    private static async Task AssertBeginsWithAnotherKeyAsync(AccountSite site, string email, string key)
    {
        using var other = site.OpenBrowser();
        await TryAsync(other, email, Password);
        Assert.Equal("/", other.Path);
        await other.OpenAsync("/account/two-factor");
        Assert.NotEqual(key, other.Text("#two-factor-key"));
    }

    private static async Task<string> TryAsync(PageClient browser, string email, string password)
    {
        await browser.OpenAsync("/sign-in");
        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", password));
        return browser.Text("[role=alert]");
    }
}
