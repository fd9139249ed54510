using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class ProtectJourney(BrowserFixture fixture)
{
    private const string Leader = "0x77770000000000000000000000000000000a11ce";

    [Fact]
    public async Task CopiedPosition_WithABracketFromTheDialog_IsSoldWhenThePriceFallsAndTheTraderIsTold()
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        var status = await http.GetFromJsonAsync<JsonNode>(fixture.App.BaseUrl + "/status");
        var venue = new SimulatorControl(http, new Uri(new Uri(status!["venue"]!["clobUrl"]!.GetValue<string>()), "/control"));
        var tokens = (await venue.TokensAsync()).Where(token => token.BestAsk is > 0.5m and < 0.8m).DistinctBy(token => token.ConditionId).ToList();
        await using var ear = await WebhookEar.StartAsync();

        // A wallet of this journey's own: what the demo's leaders do meanwhile changes nothing here.
        await using var visit = await fixture.VisitAsNewUserAsync("guarded");
        await new NotificationsPageObject(visit).AddWebhookAsync("own program", ear.Url);
        await venue.TradeAsync(Leader, tokens[1].TokenId, "BUY", 10m, tokens[1].BestAsk!.Value);
        var targets = new TargetsPageObject(visit);
        await targets.OpenAsync();
        await targets.LookAtAsync(Leader);
        await targets.SaveAsync();
        var token = (await venue.TokensAsync()).First(one => one.TokenId == tokens[0].TokenId);
        await venue.TradeAsync(Leader, token.TokenId, "BUY", 10m, token.BestAsk!.Value + (2 * token.Tick));

        var rules = new TradeRulesPageObject(visit);
        await rules.OpenDialogAsync(token.Question);
        await rules.MakeBracketAsync("30", "97");
        await visit.ToldAsync("Bracket made");
        await visit.SeesAsync("stop 30.0¢");
        var shares = visit.Page.Locator(".grid-held th", new() { HasText = "Shares" });
        await shares.ClickAsync();
        await Assertions.Expect(shares).ToHaveAttributeAsync("aria-sort", "ascending");
        await KeepsButtonsAsync(visit.Page.Locator(".grid-held tr", new() { HasText = token.Question }), ".g-sell", () => venue.PriceAsync(token.TokenId, 0.45m));
        Assert.Equal("ascending", await shares.GetAttributeAsync("aria-sort"));

        await visit.GoLiveAsync("/rules");
        await rules.Rows.Nth(1).WaitForAsync();
        await KeepsButtonsAsync(rules.Rows.Filter(new() { HasText = "Stop-loss" }), ".g-val", () => venue.PriceAsync(token.TokenId, 0.55m));
        await venue.PriceAsync(token.TokenId, 0.25m);
        await rules.Rows.Filter(new() { Has = visit.Page.Locator(".chip-gain") }).WaitForAsync();
        await rules.Rows.Filter(new() { HasText = "closed by the other rule of the bracket" }).WaitForAsync();
        await visit.ToldAsync("sold everything");
        Assert.StartsWith("Stop-loss sold everything", (await ear.HearsAsync("rule_sold", ChromiumFixture.Patience))["data"]!["title"]!.GetValue<string>(), StringComparison.Ordinal);

        await rules.Rows.Filter(new() { HasText = "Stop-loss" }).GetByRole(AriaRole.Link, new() { Name = "Details" }).ClickAsync();
        await visit.SeesAsync("nothing left");
        await visit.Page.Locator("main").GetByText("Fired").First.WaitForAsync();
        await visit.Page.Locator(".rule-sibling a").ClickAsync();
        await visit.Page.Locator(".page-head", new() { HasText = "97.0¢" }).WaitForAsync();
        await visit.GoLiveAsync("/positions?tab=closed");
        await visit.Page.Locator("main").GetByText(token.Question).First.WaitForAsync();
        Assert.Empty(visit.Errors);
    }

    // A price that moves draws the figures anew and not the buttons beside them: a click under way would be lost with them, and the keyboard's place.
    private static async Task KeepsButtonsAsync(ILocator row, string figure, Func<Task> move)
    {
        var button = await row.GetByRole(AriaRole.Button).Last.ElementHandleAsync();
        var before = await row.Locator(figure).InnerTextAsync();
        await move();
        await Assertions.Expect(row.Locator(figure)).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        Assert.True(await button.EvaluateAsync<bool>("button => button.isConnected"));
    }
}
