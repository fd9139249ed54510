using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CopyTrade.E2E.Fixtures;
using CopyTrade.E2E.Pages;

namespace CopyTrade.E2E.Journeys;

[Collection(nameof(BrowserGroup))]
public sealed class SignalsJourney(BrowserFixture fixture) : IDisposable
{
    private const string Trader = "0x00000000000000000000000000000000000000c1";
    private const string Stranger = "0x00000000000000000000000000000000000000c2";
    private readonly HttpClient _http = new(new SocketsHttpHandler());

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Intents_PostedOverHttp_AreSeenWithWhatBecameOfEach()
    {
        await using var visit = await fixture.VisitAsNewUserAsync("generator");
        var signals = new SignalsPageObject(visit);
        await signals.MakeProfileAsync(Trader, "3");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await signals.MakeKeyAsync());
        await signals.OpenAsync();

        var (market, token, outcome) = await MarketAsync();
        Assert.Equal((200, "accepted"), await PostAsync(Intent(Trader, market, token, outcome), "status"));
        Assert.Equal((400, "trader_not_allowed"), await PostAsync(Intent(Stranger, market, token, outcome), "code"));

        // No reload: both arrive on the open page, the first with its order, the second with the code of the answer.
        await signals.TurnedAway.GetByText("trader_not_allowed").WaitForAsync();
        await signals.Accepted.GetByText("$10.00").WaitForAsync();
        await signals.Accepted.GetByText("its order").ClickAsync();
        await visit.SeesAsync("Ledger row stored before anything was sent");
        Assert.Empty(visit.Errors);
    }

    /// <summary>A market that trades right now, from the demo venue's own record.</summary>
    private async Task<(string Market, string Token, string Outcome)> MarketAsync()
    {
        var status = await _http.GetFromJsonAsync<JsonElement>(new Uri(fixture.App.BaseUrl + "/status"));
        var trades = await _http.GetFromJsonAsync<JsonElement>(new Uri(status.GetProperty("venue").GetProperty("dataApiUrl").GetString()!.TrimEnd('/') + "/trades?limit=1"));
        return (trades[0].GetProperty("conditionId").GetString()!, trades[0].GetProperty("asset").GetString()!, trades[0].GetProperty("outcome").GetString()!);
    }

    private static JsonObject Intent(string trader, string market, string token, string outcome) => new()
    {
        ["intent_id"] = Guid.NewGuid().ToString(),
        ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["source_trader"] = trader,
        ["market_id"] = market,
        ["token_id"] = token,
        ["outcome"] = outcome,
        ["side"] = "BUY",
        ["size_usdc"] = 10,
    };

    private async Task<(int Status, string? Value)> PostAsync(JsonObject intent, string field)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(fixture.App.BaseUrl + "/intent"), intent);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(field).GetString());
    }
}
