using System.Text.Json;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Web.Api;

/// <summary>Rules over HTTP, as a program would use them (R4.1, R4.8, R4.20).</summary>
public sealed class RulesApiTests(RulesApiTests.Fixture fixture) : IClassFixture<RulesApiTests.Fixture>
{
    [Fact]
    public async Task Rule_FromItsMakingToItsEnd_IsSeenOnEveryRoute()
    {
        var made = await SendAsync(HttpMethod.Post, "/api/rules", Stop("0.35"));
        Assert.Equal(201, made.Status);
        var path = $"/api/rules/{made.Json.GetProperty("id").GetGuid()}";
        Assert.Equal(("STOP_LOSS", "ACTIVE", 0.35m, "SELL_ALL", "EXECUTABLE", "BUY"), (
            Text(made, "ruleType"), Text(made, "status"), made.Json.GetProperty("triggerPrice").GetDecimal(), made.Json.GetProperty("action").GetProperty("type").GetString(), Text(made, "priceSource"), Text(made, "side")));
        Assert.NotEqual("", Text(made, "title"));

        Assert.Equal(0.4m, (await SendAsync(HttpMethod.Patch, path, """{"triggerPrice":"0.4"}""")).Json.GetProperty("triggerPrice").GetDecimal());
        Assert.Contains((await SendAsync(HttpMethod.Get, "/api/rules?status=ACTIVE")).Json.GetProperty("items").EnumerateArray(), rule => rule.GetProperty("id").GetGuid() == made.Json.GetProperty("id").GetGuid());
        Assert.Equal("CANCELED", Text(await SendAsync(HttpMethod.Delete, path), "status"));
        Assert.Equal("CANCELED", Text(await SendAsync(HttpMethod.Delete, path), "status"));
        (await SendAsync(HttpMethod.Patch, path, """{"triggerPrice":0.5}""")).IsProblem(409, "rule_not_active");

        var events = await SendAsync(HttpMethod.Get, $"/api/events?ruleId={made.Json.GetProperty("id").GetGuid()}");
        Assert.Equal(["RULE_CANCELED", "RULE_CHANGED", "RULE_CREATED"], events.Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("eventType").GetString()));
        Assert.Single((await SendAsync(HttpMethod.Get, $"/api/events?ruleId={made.Json.GetProperty("id").GetGuid()}&limit=1&offset=2")).Json.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Rule_OfSomebodyElse_IsNotFound()
    {
        var path = $"/api/rules/{(await SendAsync(HttpMethod.Post, "/api/rules", Stop("0.3"))).Json.GetProperty("id").GetGuid()}";

        foreach (var (method, at, body) in new[] { (HttpMethod.Get, path, null), (HttpMethod.Patch, path, """{"triggerPrice":0.5}"""), (HttpMethod.Delete, path, null), (HttpMethod.Post, path + "/approve", null), (HttpMethod.Get, path + "/exits", (string?)null) })
            Assert.Equal(404, (await fixture.Rig.SendAsync(method, at, fixture.Stranger, body)).Status);
        Assert.Empty((await fixture.Rig.SendAsync(HttpMethod.Get, "/api/rules", fixture.Stranger)).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await fixture.Rig.SendAsync(HttpMethod.Get, "/api/events", fixture.Stranger)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("ACTIVE", Text(await SendAsync(HttpMethod.Get, path), "status"));
    }

    [Fact]
    public async Task Bracket_IsTwoRulesWithOneName()
    {
        var made = await SendAsync(HttpMethod.Post, "/api/rules/bracket", Bracket("0.3", "0.8"));

        Assert.Equal(201, made.Status);
        var rules = made.Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["STOP_LOSS", "TAKE_PROFIT"], rules.Select(rule => rule.GetProperty("ruleType").GetString()));
        Assert.Single(rules.Select(rule => rule.GetProperty("bracketId").GetGuid()).Distinct());
        (await SendAsync(HttpMethod.Post, "/api/rules/bracket", Bracket("0.8", "0.3"))).IsProblem(400, "rule_invalid");
    }

    [Theory]
    [InlineData("\"triggerPrice\":0.35", "\"triggerPrice\":1.5", "field_invalid")]
    [InlineData("\"triggerPrice\":0.35", "\"triggerPrice\":0", "rule_invalid")]
    [InlineData("\"triggerPrice\":0.35", "\"trailingPercent\":10", "rule_invalid")]
    [InlineData("STOP_LOSS", "STOP", "field_invalid")]
    [InlineData("STOP_LOSS", "TRAILING_STOP", "rule_invalid")]
    [InlineData("\"SELL_ALL\"", "\"SELL_PARTIAL\"", "field_invalid")]
    [InlineData("\"SELL_ALL\"", "\"SELL_ALL\",\"amount\":5", "field_invalid")]
    [InlineData("\"ruleType\"", "\"rule\"", "body_malformed")]
    public async Task Rule_ThatCannotBe_IsRefusedWithAReason(string part, string instead, string code) =>
        (await SendAsync(HttpMethod.Post, "/api/rules", Stop("0.35").Replace(part, instead, StringComparison.Ordinal))).IsProblem(400, code);

    [Fact]
    public async Task Rule_OnAMarketThatIsUnknown_IsRefused() =>
        (await SendAsync(HttpMethod.Post, "/api/rules", Stop("0.35").Replace(fixture.Market, "0x" + new string('0', 63) + "1", StringComparison.Ordinal))).IsProblem(400, "market_unknown");

    [Fact]
    public async Task Rule_SentTwiceWithOneKey_IsOneRule()
    {
        var body = Stop("0.21");
        var first = await fixture.Rig.SendAsync(HttpMethod.Post, "/api/rules", fixture.Trader, body, ("Idempotency-Key", "stop-1"));
        var second = await fixture.Rig.SendAsync(HttpMethod.Post, "/api/rules", fixture.Trader, body, ("Idempotency-Key", "stop-1"));

        Assert.Equal(first.Body, second.Body);
    }

    [Fact]
    public async Task Rules_BeyondTheLimit_AreRefusedUntilOneEnds()
    {
        var key = await fixture.Rig.KeyAsync("many@example.org");
        var ids = new List<Guid>();
        for (var i = 0; i < 50; i++) ids.Add((await fixture.Rig.SendAsync(HttpMethod.Post, "/api/rules", key, Stop("0.35"))).Json.GetProperty("id").GetGuid());

        (await fixture.Rig.SendAsync(HttpMethod.Post, "/api/rules", key, Stop("0.35"))).IsProblem(400, "rule_limit");
        await fixture.Rig.SendAsync(HttpMethod.Delete, $"/api/rules/{ids[0]}", key);
        Assert.Equal(201, (await fixture.Rig.SendAsync(HttpMethod.Post, "/api/rules", key, Stop("0.35"))).Status);

        // More than one page of rules and of their events: all of each, once, by following next.
        for (var i = 1; i < 11; i++)
        {
            await fixture.Rig.SendAsync(HttpMethod.Delete, $"/api/rules/{ids[i]}", key);
            await fixture.Rig.SendAsync(HttpMethod.Post, "/api/rules", key, Stop("0.35"));
        }

        var rules = await WalkAsync(key, "/api/rules?limit=25");
        var events = await WalkAsync(key, "/api/events?limit=25");
        Assert.Equal((61, 61), (rules.Count, rules.Distinct().Count()));
        Assert.Equal((72, 72), (events.Count, events.Distinct().Count()));
        Assert.Equal(rules, (await fixture.Rig.SendAsync(HttpMethod.Get, "/api/rules?limit=200", key)).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
        Assert.Equal(events, (await fixture.Rig.SendAsync(HttpMethod.Get, "/api/events?limit=200", key)).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
    }

    [Theory, InlineData("/api/rules?cursor=nonsense"), InlineData("/api/rules?cursor=1-event-1"), InlineData("/api/events?cursor=1-0197a2b4-5d10-7c31-9a42-6f1f2b6f0c11"), InlineData("/api/events?cursor=9999999999999999999-event-1")]
    public async Task Cursor_ThatIsNone_IsRefused(string path) => (await SendAsync(HttpMethod.Get, path)).IsProblem(400, "cursor_invalid");

    private async Task<List<string?>> WalkAsync(string key, string path)
    {
        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var page = (await fixture.Rig.SendAsync(HttpMethod.Get, path + cursor, key)).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
            cursor = page.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        return seen;
    }

    private string Stop(string trigger) =>
        $$"""{"ruleType":"STOP_LOSS","marketId":"{{fixture.Market}}","tokenId":"{{fixture.Token}}","side":"BUY","triggerPrice":{{trigger}},"action":{"type":"SELL_ALL"} }""";

    private string Bracket(string stop, string target) => $$"""{"stop":{{Stop(stop)}}, "target":{{Stop(target).Replace("STOP_LOSS", "TAKE_PROFIT", StringComparison.Ordinal)}} }""";

    private Task<ApiReply> SendAsync(HttpMethod method, string path, string? body = null) => fixture.Rig.SendAsync(method, path, fixture.Trader, body);

    private static string? Text(ApiReply reply, string field) => reply.Json.GetProperty(field).GetString();

    public sealed class Fixture : IAsyncLifetime
    {
        internal HostRig Rig { get; private set; } = null!;

        internal string Trader { get; private set; } = "";

        internal string Stranger { get; private set; } = "";

        internal string Market { get; private set; } = "";

        internal string Token { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.Ui);
            (Trader, Stranger) = (await Rig.KeyAsync("trader@example.org"), await Rig.KeyAsync("stranger@example.org"));
            var gamma = Rig.Host.Services.GetRequiredService<IOptions<VenueOptions>>().Value.GammaUrl;
            var market = JsonDocument.Parse(await Rig.Http.GetStringAsync(new Uri(gamma.TrimEnd('/') + "/markets?limit=1"))).RootElement[0];
            Market = market.GetProperty("conditionId").GetString()!;
            Token = JsonSerializer.Deserialize<string[]>(market.GetProperty("clobTokenIds").GetString()!)![0];
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();
    }
}
