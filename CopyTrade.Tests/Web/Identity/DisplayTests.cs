using System.Net;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Web.Identity;

/// <summary>How pages look goes with the person: from one device to the next, and never to somebody else.</summary>
public sealed class DisplayTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "four words in a row";

    [Fact]
    public async Task Choice_MadeOnOneDevice_IsDrawnFromTheFirstPageOnAnother()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        var email = $"{Guid.NewGuid():N}@example.org";
        using var first = site.OpenBrowser();
        await RegisterAsync(first, email);
        Assert.Equal(("dark", "utc"), await LookAsync(first));
        Assert.Equal(HttpStatusCode.NoContent, await first.TellAsync("/account/display?name=theme&value=light"));
        Assert.Equal(HttpStatusCode.NoContent, await first.TellAsync("/account/display?name=times&value=local"));
        Assert.Equal(HttpStatusCode.NoContent, await first.TellAsync("/account/display?name=times&value=utc"));
        Assert.Equal(HttpStatusCode.NoContent, await first.TellAsync("/account/display?name=density&value=comfortable"));

        using var second = site.OpenBrowser();
        await SignInAsync(second, email);

        Assert.Equal(("light", "utc"), await LookAsync(second));
        Assert.Equal("comfortable", second.Page.DocumentElement.GetAttribute("data-density"));
        Assert.Equal("true", second.Page.QuerySelector("[data-choose='theme:light']")!.GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Choice_OfSomebodyElse_DoesNotStayOnTheDevice()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        var (one, other) = ($"{Guid.NewGuid():N}@example.org", $"{Guid.NewGuid():N}@example.org");
        using var device = site.OpenBrowser();
        await RegisterAsync(device, one);
        await device.TellAsync("/account/display?name=theme&value=light");
        using (var elsewhere = site.OpenBrowser()) await RegisterAsync(elsewhere, other);
        Assert.Equal("dark", (await LookAsync(device)).Theme);   // no script here that would set it on the device itself
        await SignOutAsync(device);
        await SignInAsync(device, one);
        Assert.Equal("light", (await LookAsync(device)).Theme);

        await SignOutAsync(device);
        await SignInAsync(device, other);

        Assert.Equal("dark", (await LookAsync(device)).Theme);
    }

    [Fact]
    public async Task Tell_NonsenseStrangersOrAnotherSite_IsRefused()
    {
        await using var site = await AccountSite.StartAsync(database.Databases);
        using var browser = site.OpenBrowser();
        Assert.NotEqual(HttpStatusCode.NoContent, await browser.TellAsync("/account/display?name=theme&value=light"));
        await RegisterAsync(browser, $"{Guid.NewGuid():N}@example.org");

        foreach (var nonsense in (string[])["?name=theme&value=pink", "?name=colour&value=light", "?name=theme", ""])
            Assert.Equal(HttpStatusCode.BadRequest, await browser.TellAsync("/account/display" + nonsense));
        Assert.Equal(HttpStatusCode.Forbidden, await browser.TellAsync("/account/display?name=theme&value=light", "https://evil.example"));
        Assert.Equal("dark", (await LookAsync(browser)).Theme);
    }

    private static async Task<(string? Theme, string? Times)> LookAsync(PageClient browser)
    {
        await browser.OpenAsync("/account");
        return (browser.Page.DocumentElement.GetAttribute("data-theme"), browser.Page.DocumentElement.GetAttribute("data-times"));
    }

    private static async Task RegisterAsync(PageClient browser, string email)
    {
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", Password), ("Input.Confirm", Password));
    }

    private static async Task SignOutAsync(PageClient browser)
    {
        await browser.OpenAsync("/account");
        await browser.PostFormAsync("form[action='/sign-out']");
    }

    private static async Task SignInAsync(PageClient browser, string email)
    {
        await browser.OpenAsync("/sign-in");
        await browser.SubmitAsync(("Input.Email", email), ("Input.Password", Password));
    }
}
