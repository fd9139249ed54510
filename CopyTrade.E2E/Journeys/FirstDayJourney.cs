using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

/// <summary>A new user's first minutes: who to follow, what the last day would have been, what today was, and the same look elsewhere.</summary>
[Collection(nameof(BrowserGroup))]
public sealed class FirstDayJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task FirstDay_FollowReplayReportAndASecondDevice_AnswerAtOnce()
    {
        var email = BrowserFixture.NewEmail("newcomer");
        await using var visit = await fixture.VisitAsync();
        await visit.GoAsync("/register");
        await new RegisterPageObject(visit).RegisterAsync(email, BrowserFixture.Password);
        await visit.GoLiveAsync("/day");
        await visit.SeesAsync("Nobody followed");

        await visit.GoLiveAsync("/");
        await visit.Page.Locator(".leaders button:has-text('Follow')").First.ClickAsync();
        var replay = visit.Page.Locator(".replays li").First;
        await replay.GetByRole(AriaRole.Link).ClickAsync();
        await visit.SeesAsync("in no book and in no figure of your account");
        await Assertions.Expect(visit.Page.Locator("table[aria-label^='Their trades'] tbody tr").First).ToBeVisibleAsync();

        await visit.GoAsync("/account");
        var told = visit.Page.WaitForResponseAsync(answer => answer.Url.Contains("/account/display", StringComparison.Ordinal));
        await visit.Page.Locator("[data-choose='theme:light']").ClickAsync();
        Assert.Equal(204, (await told).Status);
        await using var elsewhere = await fixture.VisitAsync();
        await new SignInPageObject(elsewhere).TryAsync(email, BrowserFixture.Password);
        await elsewhere.ArrivesAsync("/");
        Assert.Equal("light", await elsewhere.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        Assert.Empty(visit.Errors);
    }
}
