using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class MirroringJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task Newcomer_FollowsASuggestion_SeesACopiedTradeConfirmedWithItsStory()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("newcomer");
        await visit.GoLiveAsync("/");
        await visit.PressAsync("Follow Marlow Vane");
        await visit.SeesAsync("You follow 1.");

        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        // No reload: the row arrives, and turns from pending to confirmed, on the open page.
        await activity.OpenStoryAsync(activity.Confirmed);
        var packet = await activity.Packet.InnerTextAsync();
        Assert.Contains("Story", packet, StringComparison.Ordinal);
        Assert.Contains("Checks, in order", packet, StringComparison.Ordinal);
        Assert.True(await activity.Packet.Locator(".story > li").CountAsync() >= 5);
        Assert.True(await activity.Packet.Locator(".why li.pass").CountAsync() >= 3);
        await activity.Packet.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Re-evaluate" }).ClickAsync();
        await activity.Packet.GetByText("Same decision: proven.").WaitForAsync();

        await visit.Page.Locator(".packet a", new() { HasText = "Own page" }).ClickAsync();
        await visit.SeesAsync("Decided after");
        await visit.GoLiveAsync("/positions");
        await visit.Page.Locator(".grid-positions .chip-gain").First.WaitForAsync();
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task Row_ThatMovesBetweenPressAndRelease_IsTheOneThatOpens()
    {
        const string Row = ".grid-activity .cell-trade";
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync();
        await visit.Page.Locator(Row).First.HoverAsync();
        await visit.Page.Mouse.DownAsync();
        var pressed = await visit.Page.EvaluateHandleAsync($"() => {{ const row = [...document.querySelectorAll('{Row}')].find(cell => cell.matches(':hover')).closest('tr'); return {{ row, top: row.getBoundingClientRect().top }}; }}");
        await visit.Page.WaitForFunctionAsync("pressed => pressed.row.getBoundingClientRect().top > pressed.top + 10", pressed);   // a trade came in above it
        await visit.Page.Mouse.UpAsync();

        await visit.Page.WaitForFunctionAsync("pressed => pressed.row.nextElementSibling?.querySelector('.packet')", pressed);
        Assert.Equal(1, await visit.Page.Locator(".packet").CountAsync());
        Assert.Empty(visit.Errors);
    }

    [Fact]
    public async Task SkippedTrade_Opened_SaysWhichCheckFailed()
    {
        await using var visit = await fixture.VisitAsAdministratorAsync();
        var activity = new ActivityPageObject(visit);
        await activity.OpenAsync("?show=skipped");
        await activity.OpenStoryAsync(activity.Skipped);
        Assert.Contains("Why it was not copied", await activity.Packet.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await activity.Packet.Locator(".why li.fail").CountAsync());
    }

    [Fact]
    public async Task Following_BadOwnOrKnownWallet_SaysSoInOneSentence()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("typist");
        await visit.GoLiveAsync("/wallet");
        var own = await visit.Page.Locator(".main [data-copy^='0x']").First.GetAttributeAsync("data-copy");
        var targets = new TargetsPageObject(visit);
        await targets.OpenAsync();
        var leader = await visit.Page.Locator(".leaders [data-copy^='0x']").First.GetAttributeAsync("data-copy");

        await targets.LookAtAsync("0x1234");
        await targets.SaysAsync("That is no wallet: paste an address");
        await targets.LookAtAsync(own!);
        await targets.SaysAsync("That is your own wallet");
        await targets.LookAtAsync($"https://polymarket.com/profile/{leader}");
        await targets.SaveAsync();
        await targets.LookAtAsync(leader!);
        await targets.SaysAsync("You follow this wallet already");
        Assert.Equal(1, await targets.Cards.CountAsync());
    }
}
