using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Architecture;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Api;
using CopyTrade.Web.Api.Documentation;
using CopyTrade.Web.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Web.Api;

/// <summary>What is written about the API is what it does: the description, its examples, the skill and the curl lines of the documents (R4.20, R4.24).</summary>
public sealed class DocumentedApiTests(DocumentedApiTests.Fixture fixture) : IClassFixture<DocumentedApiTests.Fixture>
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
    };

    private HostRig Rig => fixture.Rig;

    [Theory, InlineData("docs/api.md", 19), InlineData("CopyTrade.Web/Api/Documentation/skill.md", 17)]
    public async Task Curl_EachLineOfTheDocument_IsAnsweredByTheRunningHost(string document, int least)
    {
        var calls = await CurlScript.RunAsync(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, document)), Rig.Http.BaseAddress!, fixture.Key, fixture.Market, fixture.Token);

        Assert.All(calls, call => Assert.True(call.Status is >= 200 and < 300, $"{call.Command} answered {call.Status}: {call.Body}"));
        Assert.True(calls.Count >= least, $"Only {calls.Count} calls were found in {document}.");
    }

    [Fact]
    public async Task Curl_ThatIsRefused_IsNoticed()
    {
        var call = Assert.Single(await CurlScript.RunAsync("```sh\ncurl http://localhost:5080/api/rules\n```", Rig.Http.BaseAddress!, fixture.Key, fixture.Market, fixture.Token));

        Assert.Equal(401, call.Status);
    }

    [Fact]
    public async Task Health_AndStatus_AnswerAsTheSourceDescribes()
    {
        var health = await Rig.SendAsync(HttpMethod.Get, "/health");
        JsonElement status = default;
        await Rig_UntilAsync(async () => (status = (await Rig.SendAsync(HttpMethod.Get, "/status")).Json).GetProperty("running").GetBoolean());

        Assert.Equal((HostFacts.Version, true), (health.Json.GetProperty("version").GetString(), health.Json.GetProperty("status").GetString() is "healthy" or "degraded"));
        Assert.Equal((0, JsonValueKind.Null), (status.GetProperty("breaker").GetProperty("consecutiveFailures").GetInt32(), status.GetProperty("breaker").GetProperty("circuitBreakerUntil").ValueKind));
        Assert.NotEqual(JsonValueKind.Null, status.GetProperty("lastSync").ValueKind);
        Assert.True(status.GetProperty("activeRules").GetInt32() >= 0);
        Assert.True(Assert.Single(status.GetProperty("ruleHosts").EnumerateArray()).GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task Status_WithASecondHost_ListsBothAndTellsItsOwnBreaker()
    {
        await Rig_UntilAsync(async () => (await Rig.SendAsync(HttpMethod.Get, "/status")).Json.GetProperty("running").GetBoolean());
        await using var database = Npgsql.NpgsqlDataSource.Create(Rig.Cli.ConnectionString);
        await using (var other = database.CreateCommand("insert into rule_host values ('other/1', now(), now(), 2, 1, 5, now() + interval '50 seconds')")) await other.ExecuteNonQueryAsync();
        var status = (await Rig.SendAsync(HttpMethod.Get, "/status")).Json;
        await using (var gone = database.CreateCommand("delete from rule_host where name = 'other/1'")) await gone.ExecuteNonQueryAsync();

        Assert.Equal(0, status.GetProperty("breaker").GetProperty("consecutiveFailures").GetInt32());
        var told = status.GetProperty("ruleHosts").EnumerateArray().Single(host => host.GetProperty("name").GetString() == "other/1");
        Assert.Equal((5, 1, true), (told.GetProperty("consecutiveFailures").GetInt32(), told.GetProperty("staleRules").GetInt32(), told.GetProperty("circuitBreakerUntil").ValueKind == JsonValueKind.String));
        Assert.Equal(2, status.GetProperty("ruleHosts").GetArrayLength());
    }

    [Fact]
    public async Task Description_HasEveryRouteWithWordsExamplesAndRefusals()
    {
        var document = JsonNode.Parse((await Rig.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!;
        var described = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Name: $"{operation.Key.ToUpperInvariant()} {path.Key}", Operation: operation.Value!))).ToList();

        Assert.StartsWith("3.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(Routes().Select(NameOf).Order(StringComparer.Ordinal), described.Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Equal(described.Count, described.Select(one => one.Operation["operationId"]?.GetValue<string>()).Distinct().Count());
        var lacking = described.Where(one => one.Operation["summary"] is null || one.Operation["operationId"] is null).Select(one => one.Name)
            .Concat(described.Where(one => Bodies(one.Operation).Any(body => body["example"] is null)).Select(one => one.Name + " (example)"))
            .Concat(described.Where(one => one.Operation["responses"]!["default"] is null).Select(one => one.Name + " (refusal)"));
        Assert.Empty(lacking);
        Assert.DoesNotContain(References(document), reference => At(document, reference) is null);
    }

    [Fact]
    public async Task Description_NamesTheScopeOfEachRouteAndAllThatThereAre()
    {
        var document = (await Rig.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Json;
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");

        Assert.Equal(
            Rig.Host.Services.GetRequiredService<IOptionsMonitor<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>>().Get(Microsoft.AspNetCore.Identity.IdentityConstants.ApplicationScheme).Cookie.Name,
            schemes.GetProperty("session").GetProperty("name").GetString());
        Assert.All(ApiKeyScope.All, scope => Assert.Contains($"`{scope}`", schemes.GetProperty("apiKey").GetProperty("description").GetString(), StringComparison.Ordinal));
        Assert.Equal(["rules:write"], Ways(document, "/api/rules", "post").SelectMany(way => way.TryGetProperty("apiKey", out var scopes) ? scopes.EnumerateArray().Select(scope => scope.GetString()) : []));
        Assert.Equal("session", Assert.Single(Ways(document, "/api/v1/poly/wallet/grants", "put")).EnumerateObject().Single().Name);
        Assert.False(document.GetProperty("paths").GetProperty("/health").GetProperty("get").TryGetProperty("security", out _));
        foreach (var route in Routes().Where(route => ApiSecurity.ScopeOf(route.Metadata) is not null))
        {
            var scope = ApiSecurity.ScopeOf(route.Metadata)!;
            Assert.True(Ways(document, PathOf(route), MethodOf(route).ToLowerInvariant()).Count == (ApiKeyScope.All.Contains(scope) ? 2 : 1), NameOf(route));
        }
    }

    [Fact]
    public void Examples_AreWhatTheRoutesTakeAndAnswer()
    {
        var wrong = new List<string>();
        foreach (var route in Routes())
        {
            if (OperationTexts.Find(MethodOf(route), PathOf(route)) is not { } text) continue;
            if (text.Request is { } request && PathOf(route) != "/intent") Check(NameOf(route) + " request", route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, request, complete: false);
            foreach (var (status, answer) in text.Answers.Where(answer => answer.Value is not null))
                Check($"{NameOf(route)} {status}", route.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(produced => $"{produced.StatusCode}" == status)?.Type ?? route.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(produced => produced.StatusCode < 300)?.Type, answer!, complete: true);
        }

        // The one body that is read by a parser of its own.
        Assert.IsType<SignalParse.Valid>(SignalIntentParser.Parse(JsonSerializer.SerializeToUtf8Bytes(OperationTexts.Find("POST", "/intent")!.Request)));
        Assert.Empty(wrong);

        void Check(string name, Type? type, JsonNode example, bool complete)
        {
            if (type is null)
            {
                wrong.Add($"{name}: the route names no type.");
                return;
            }

            try
            {
                // Every member, and none besides: what is read is written again the same.
                var read = example.Deserialize(type, Strict);
                if (complete && !JsonNode.DeepEquals(Plain(JsonSerializer.SerializeToNode(read, type, Strict)), Plain(example))) wrong.Add($"{name}: {JsonSerializer.Serialize(read, type, Strict)}");
            }
            catch (JsonException e)
            {
                wrong.Add($"{name}: {e.Message}");
            }
        }
    }

    [Fact]
    public void ProblemCodes_InTheSources_AreAllInTheClosedList()
    {
        var texts = SourceTree.Texts("CopyTrade.Web").Concat(SourceTree.Texts("CopyTrade.Infrastructure")).ToList();
        var used = texts.SelectMany(text => Code().Matches(text).Select(match => match.Groups["code"].Value)).Concat(typeof(ApiCode).GetFields().Select(field => (string)field.GetRawConstantValue()!)).ToHashSet();

        Assert.Empty(used.Except(ProblemCodes.All.Keys).Except(NotOfTheApi));
        Assert.Contains("rule_limit", used);   // control
        Assert.Contains("redeem_failed", used);
        Assert.Contains("already_connected", used);
    }

    [Fact]
    public async Task Skill_IsServedWithTheAddressOfTheCaller()
    {
        var skill = await Rig.SendAsync(HttpMethod.Get, "/skill.md");
        var page = await Rig.SendAsync(HttpMethod.Get, "/skill");

        Assert.Equal((200, "text/markdown"), (skill.Status, skill.MediaType));
        Assert.Contains(Rig.Http.BaseAddress!.Authority, skill.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost:5080", skill.Body, StringComparison.Ordinal);
        Assert.All(ApiKeyScope.All, scope => Assert.Contains($"`{scope}`", skill.Body, StringComparison.Ordinal));
        Assert.Equal(200, page.Status);
        Assert.Contains("data-copy=\"---", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorrelationId_OfARequest_IsAnsweredLoggedAndKeptWithTheRule()
    {
        const string id = "stop.of-monday_1";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rules") { Content = new StringContent(fixture.Rule, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Authorization", "Bearer " + fixture.Key);
        request.Headers.Add(RequestLog.CorrelationHeader, id);
        using var answer = await Rig.Http.SendAsync(request);
        var rule = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
        using var bad = new HttpRequestMessage(HttpMethod.Get, "/health");
        bad.Headers.TryAddWithoutValidation(RequestLog.CorrelationHeader, "two words; and more");
        using var other = await Rig.Http.SendAsync(bad);

        Assert.Equal(id, answer.Headers.GetValues(RequestLog.CorrelationHeader).Single());
        Assert.Matches("^[0-9a-f]{32}$", other.Headers.GetValues(RequestLog.CorrelationHeader).Single());
        var events = await Rig.SendAsync(HttpMethod.Get, $"/api/events?ruleId={rule}", fixture.Key);
        Assert.Contains(events.Json.GetProperty("items").EnumerateArray(), entry => entry.GetProperty("data").TryGetProperty("correlation_id", out var kept) && kept.GetString() == id);
        var lines = (await LogAsync()).Where(line => line.Contains($"correlationId={id}", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.Contains("rule.made", StringComparison.Ordinal) && line.Contains(rule.ToString(), StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("http.request", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CorrelationId_OfARequest_IsThatOfItsAlert()
    {
        var alert = await Rig.SendAsync(HttpMethod.Post, "/api/alerts", fixture.Key, """{"source":"test","alertType":"a","mode":"IGNORE","idempotencyKey":"correlated"}""", (RequestLog.CorrelationHeader, "alert-7"));

        Assert.Equal((201, "alert-7"), (alert.Status, alert.Json.GetProperty("correlationId").GetString()));
    }

    private async Task<IReadOnlyList<string>> LogAsync()
    {
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Rig.Cli.DataDirectory, "logs")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream);
            lines.AddRange((await reader.ReadToEndAsync()).Split('\n'));
        }

        return lines;
    }

    private List<RouteEndpoint> Routes() =>
    [
        .. Rig.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => PathOf(route) is "/health" or "/status" or "/intent" or "/intent/stats" || PathOf(route).StartsWith("/api/", StringComparison.Ordinal)),
    ];

    private static string NameOf(RouteEndpoint route) => $"{MethodOf(route)} {PathOf(route)}";

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal);

    private static string MethodOf(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Single() ?? "GET";

    private static List<JsonElement> Ways(JsonElement document, string path, string method) => [.. document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("security").EnumerateArray()];

    private static IEnumerable<JsonNode> Bodies(JsonNode operation) =>
        ((IEnumerable<JsonNode?>)[operation["requestBody"]?["content"]?["application/json"], .. operation["responses"]!.AsObject().Where(answer => answer.Key.StartsWith('2')).Select(answer => answer.Value?["content"]?["application/json"])]).OfType<JsonNode>();

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static JsonNode? At(JsonNode document, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, part) => node is JsonObject members && members.TryGetPropertyValue(part.Replace("~1", "/", StringComparison.Ordinal), out var next) ? next : null);

    /// <summary>Numbers by value, moments by value.</summary>
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Plain(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(decimal.Parse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture) / 1.000000000000000000000000000000m),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && DateTimeOffset.TryParse(value.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out var moment) => JsonValue.Create(moment.UtcTicks),
        _ => node?.DeepClone(),
    };

    private static Task Rig_UntilAsync(Func<Task<bool>> met) => CopyTrade.Benchmarks.Hosting.Rig.UntilAsync(Wait.Limit, met);

    // Refusals of pages and verbs that no route passes on.
    private static readonly string[] NotOfTheApi = ["name_required", "expiry_in_the_past", "unknown_scope", "scope_required", "no_keys_here", "name_invalid", "terms_invalid", "profile_exists", "profile_not_found", "source_exists", "source_limit", "source_not_found"];

    private static System.Text.RegularExpressions.Regex Code() => new(
        """(?:Refused|AccountRefusal \w+ = new|ApiProblem\.(?:Of|Bad)|ApiFailure\.Bad|new ApiFailure|ApiAnswer\.Refused|RedeemAnswer\.Nothing)\((?:StatusCodes\.\w+, )?"(?<code>[a-z]+(?:_[a-z]+)+)"(?!:)""");

    public sealed class Fixture : IAsyncLifetime
    {
        internal HostRig Rig { get; private set; } = null!;

        internal string Key { get; private set; } = "";

        internal string Market { get; private set; } = "";

        internal string Token { get; private set; } = "";

        internal string Rule => $$"""{"ruleType":"STOP_LOSS","marketId":"{{Market}}","tokenId":"{{Token}}","triggerPrice":0.35,"action":{"type":"SELL_ALL"} }""";

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.All);
            Key = await Rig.KeyAsync("reader@example.org");
            var gamma = Rig.Host.Services.GetRequiredService<IOptions<VenueOptions>>().Value.GammaUrl;
            var market = JsonDocument.Parse(await Rig.Http.GetStringAsync(new Uri(gamma.TrimEnd('/') + "/markets?limit=1"))).RootElement[0];
            Market = market.GetProperty("conditionId").GetString()!;
            Token = JsonSerializer.Deserialize<string[]>(market.GetProperty("clobTokenIds").GetString()!)![0];
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();
    }
}
