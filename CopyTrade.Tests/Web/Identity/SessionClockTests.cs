using System.Security.Claims;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Web.Identity;

public sealed class SessionClockTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Password = "correct horse battery";
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Session_UsedEveryFewHours_GoesOnUntilItsLastDayAndNotBeyond()
    {
        await using var site = await AccountSite.StartAsync(database.Databases, _clock, ("Identity:LongestDays", "2"));
        using var browser = site.OpenBrowser();
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", "awake@example.org"), ("Input.Password", Password), ("Input.Confirm", Password));

        var lands = new List<string>();
        for (var hours = 0; hours < 60; hours += 10)
        {
            _clock.Advance(TimeSpan.FromHours(10));
            lands.Add((await browser.OpenAsync("/account")).Path.Split('?')[0]);
        }

        // A new cookie after a change of the account keeps the beginning; the stamp is looked at on every one of these, too.
        Assert.Equal(["/account", "/account", "/account", "/account", "/sign-in", "/sign-in"], lands);
    }

    [Fact]
    public async Task Session_NotUsedForTooLong_IsOver()
    {
        await using var site = await AccountSite.StartAsync(database.Databases, _clock);
        using var browser = site.OpenBrowser();
        await browser.OpenAsync("/register");
        await browser.SubmitAsync(("Input.Email", "asleep@example.org"), ("Input.Password", Password), ("Input.Confirm", Password));

        _clock.Advance(TimeSpan.FromHours(13));

        Assert.StartsWith("/sign-in", (await browser.OpenAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Theory, InlineData(false, 12), InlineData(true, 14 * 24)]
    public void OpenPage_WhosePersonDoesNothing_IsOverWhenTheSessionIsAndNotWhileItIsUsed(bool remembered, int idleHours)
    {
        using var sessions = new SessionClock(Options.Create(new SignInSettings()), _clock);
        var person = SignIn(sessions, remembered);
        sessions.Use(person);

        _clock.Advance(TimeSpan.FromHours(idleHours - 1));
        Assert.False(sessions.IsOver(person));
        sessions.Use(person);
        _clock.Advance(TimeSpan.FromHours(idleHours - 1));
        Assert.False(sessions.IsOver(person));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(sessions.IsOver(person));
    }

    [Fact]
    public void OpenPage_UsedAllTheTime_IsOverOnTheLastDay()
    {
        using var sessions = new SessionClock(Options.Create(new SignInSettings()), _clock);
        var person = SignIn(sessions, remembered: true);
        for (var day = 1; day < 30; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            sessions.Use(person);
            Assert.False(sessions.IsOver(person));
        }

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.True(sessions.IsOver(person));
        Assert.True(sessions.IsOver(new ClaimsPrincipal(new ClaimsIdentity("of a version that kept no beginning"))));
    }

    private static ClaimsPrincipal SignIn(SessionClock sessions, bool remembered)
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity("test"));
        var scheme = new AuthenticationScheme("test", null, typeof(CookieAuthenticationHandler));
        sessions.Begin(new CookieSigningInContext(new DefaultHttpContext(), scheme, new CookieAuthenticationOptions(), person, new AuthenticationProperties { IsPersistent = remembered }, new CookieOptions()));
        return person;
    }
}
