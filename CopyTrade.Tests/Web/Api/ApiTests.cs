using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Web.Features.Leaders;
using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Tests.Web.Api;

public sealed class ApiTests(ApiTests.Fixture fixture) : IClassFixture<ApiTests.Fixture>
{
    private const string Targets = "/api/v1/poly/copy-trade/targets";
    private static int _wallets;

    private HostRig Rig => fixture.Rig;

    [Theory]
    [InlineData("GET", Targets)]
    [InlineData("POST", Targets)]
    [InlineData("DELETE", Targets + "/4d4f9e7a-5a53-4f0c-9d6c-0d3f3a6d1c11")]
    [InlineData("GET", "/api/v1/poly/copy-trade/fills")]
    [InlineData("GET", "/api/v1/poly/copy-trade/decisions")]
    [InlineData("GET", "/api/v1/poly/copy-trade/orders")]
    [InlineData("GET", "/api/v1/poly/copy-trade/compare")]
    [InlineData("GET", "/api/v1/poly/research/leaders")]
    [InlineData("GET", "/api/v1/poly/research/trials/4d4f9e7a-5a53-4f0c-9d6c-0d3f3a6d1c11")]
    [InlineData("GET", "/api/v1/poly/sync-health")]
    [InlineData("GET", "/api/v1/poly/wallet/status")]
    [InlineData("GET", "/api/v1/poly/wallet/balances")]
    [InlineData("GET", "/api/v1/poly/wallet/enable-trading")]
    [InlineData("POST", "/api/v1/poly/wallet/enable-trading")]
    [InlineData("PUT", "/api/v1/poly/wallet/grants")]
    [InlineData("POST", "/api/v1/poly/wallet/connect")]
    [InlineData("GET", "/api/positions")]
    [InlineData("GET", "/api/rules")]
    [InlineData("POST", "/api/rules")]
    [InlineData("GET", "/api/events")]
    [InlineData("GET", "/api/alerts")]
    [InlineData("POST", "/api/alerts")]
    [InlineData("GET", "/api/executions")]
    [InlineData("GET", "/api/jobs?status=ALL")]
    [InlineData("GET", "/api/jobs")]
    public async Task Endpoint_WithoutOrWithAWrongKey_Is401(string method, string path)
    {
        var body = method is "POST" or "PUT" ? "{}" : null;

        (await Rig.SendAsync(new HttpMethod(method), path, body: body)).IsProblem(401, "unauthenticated");
        (await Rig.SendAsync(new HttpMethod(method), path, "ct_wrong", body)).IsProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("GET", Targets, "targets:read")]
    [InlineData("POST", Targets, "targets:write")]
    [InlineData("GET", "/api/v1/poly/copy-trade/fills", "targets:read")]
    [InlineData("GET", "/api/v1/poly/copy-trade/orders", "orders:read")]
    [InlineData("GET", "/api/v1/poly/copy-trade/compare", "orders:read")]
    [InlineData("GET", "/api/v1/poly/research/leaders", "research:read")]
    [InlineData("GET", "/api/v1/poly/research/leaders/0x6af75d4e4aaf700450efbac3708cce1665810ff1/trials", "research:read")]
    [InlineData("GET", "/api/v1/poly/sync-health", "status:read")]
    [InlineData("POST", "/intent", "signals:write")]
    [InlineData("GET", "/api/rules", "rules:read")]
    [InlineData("POST", "/api/rules", "rules:write")]
    [InlineData("GET", "/api/events", "rules:read")]
    [InlineData("GET", "/api/v1/poly/wallet/status", "wallet:read")]
    [InlineData("GET", "/api/v1/poly/copy-trade/defaults", "targets:read")]
    [InlineData("GET", "/api/v1/poly/wallet/enable-trading", "wallet:read")]
    [InlineData("GET", "/api/positions", "positions:read")]
    [InlineData("GET", "/api/jobs", "jobs:write")]
    [InlineData("GET", "/api/jobs/recurring", "jobs:write")]
    [InlineData("GET", "/api/jobs?status=ALL", "alerts:read")]
    [InlineData("GET", "/api/alerts", "alerts:read")]
    [InlineData("POST", "/api/alerts", "alerts:write")]
    [InlineData("GET", "/api/executions", "alerts:read")]
    [InlineData("GET", "/api/notifications/channels", "notifications:read")]
    [InlineData("POST", "/api/notifications/channels", "notifications:write")]
    public async Task Endpoint_WithoutItsScope_Is403(string method, string path, string scope)
    {
        var body = method == "POST" ? "{}" : null;

        (await Rig.SendAsync(new HttpMethod(method), path, fixture.KeyWithout[scope], body)).IsProblem(403, "forbidden");
        Assert.NotEqual(403, (await Rig.SendAsync(new HttpMethod(method), path, fixture.Operator, body)).Status);
    }

    [Fact]
    public async Task Coverage_OfATarget_IsForItsTenantAndSaysNothingBeforeTheFirstCheck()
    {
        var added = await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, $$"""{"target_wallet":"{{NewWallet()}}"}""");
        var path = $"{Targets}/{added.Json.GetProperty("id").GetGuid()}/coverage";

        var coverage = await Rig.SendAsync(HttpMethod.Get, path, fixture.Trader);

        Assert.Equal(200, coverage.Status);
        Assert.Equal((System.Text.Json.JsonValueKind.Null, 0, 0), (coverage.Json.GetProperty("share").ValueKind, coverage.Json.GetProperty("shown").GetInt32(), coverage.Json.GetProperty("gaps").GetArrayLength()));
        (await Rig.SendAsync(HttpMethod.Get, path, fixture.Operator)).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Ranking_PageByPage_NamesEachWalletOnceAndSaysWhatIsNotKnown()
    {
        const string leaders = "/api/v1/poly/research/leaders";
        var rows = FakeLeaders.Ranked(5).List.Rows;
        await using (var database = Npgsql.NpgsqlDataSource.Create(Rig.Cli.ConnectionString))
        {
            foreach (var row in rows)
            {
                await using var add = database.CreateCommand("insert into leader_candidate (wallet, source, added_at, next_at) values ($1, 'asked', now(), now())");
                add.Parameters.Add(new() { Value = row.Wallet.Value });
                await add.ExecuteNonQueryAsync();
                await using var rank = database.CreateCommand("insert into leader_profile (wallet, computed_at, profile, line, ranked_at) values ($1, now(), '{}', $2::jsonb, '2026-03-01')");
                rank.Parameters.Add(new() { Value = row.Wallet.Value });
                rank.Parameters.Add(new() { Value = DomainJson.Write(row) });
                await rank.ExecuteNonQueryAsync();
            }
        }

        var (seen, next) = (new List<string>(), "");
        for (var page = 0; page < 3; page++)
        {
            var answer = await Rig.SendAsync(HttpMethod.Get, $"{leaders}?limit=2{next}", fixture.Trader);
            Assert.Equal(200, answer.Status);
            seen.AddRange(answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("wallet").GetString()!));
            next = answer.Json.GetProperty("next").GetString() is { } cursor ? "&cursor=" + cursor : "";
            Assert.Equal(page == 2, next.Length == 0);
        }

        Assert.Equal(rows.Select(row => row.Wallet.Value), seen);
        var one = await Rig.SendAsync(HttpMethod.Get, $"{leaders}/{rows[0].Wallet}", fixture.Trader);
        Assert.Equal((1, 5), (one.Json.GetProperty("rank").GetInt32(), one.Json.GetProperty("of").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, one.Json.GetProperty("room_left_a_day").ValueKind);
        var verdict = one.Json.GetProperty("verdict").GetString();
        Assert.All((await Rig.SendAsync(HttpMethod.Get, $"{leaders}?verdict={verdict}", fixture.Trader)).Json.GetProperty("items").EnumerateArray(), item => Assert.Equal(verdict, item.GetProperty("verdict").GetString()));
        (await Rig.SendAsync(HttpMethod.Get, $"{leaders}/0x00000000000000000000000000000000000000ff", fixture.Trader)).IsProblem(404, "not_found");
        (await Rig.SendAsync(HttpMethod.Get, $"{leaders}/somebody", fixture.Trader)).IsProblem(400, "field_invalid");
        (await Rig.SendAsync(HttpMethod.Get, $"{leaders}?verdict=good", fixture.Trader)).IsProblem(400, "field_invalid");
        (await Rig.SendAsync(HttpMethod.Get, $"{leaders}?cursor=5-{new string('f', 32)}", fixture.Trader)).IsProblem(400, "cursor_invalid");
        (await Rig.SendAsync(HttpMethod.Get, $"{leaders}?limit=0", fixture.Trader)).IsProblem(400, "limit_invalid");
    }

    [Fact]
    public async Task Trial_OfOnesOwn_IsShownWithItsResultAndIsNobodyElses()
    {
        const string wallet = "0x00000000000000000000000000000000000000a7";
        var (id, waiting) = (Guid.NewGuid(), Guid.NewGuid());
        var result = new TrialResult { From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddDays(30), Rules = "fixed:2.00", Trades = 5, Copied = 3, Missed = 1, Skipped = new Dictionary<SkipReason, int> { [SkipReason.MarketPastEndDate] = 1 }, Realised = Usdc.Of(2m), Open = Usdc.Of(-0.5m), Unvalued = 1, UnvaluedCost = Usdc.Of(2m) };
        await using (var database = Npgsql.NpgsqlDataSource.Create(Rig.Cli.ConnectionString))
        {
            foreach (var (one, state) in ((Guid, string)[])[(id, "done"), (waiting, "requested")])
            {
                await using var add = database.CreateCommand("""
                    insert into leader_trial (id, billing_account_id, wallet, terms, state, requested_at, finished_at, result)
                    select $1, b.id, $2, $3::jsonb, $4, now(), case $4 when 'done' then now() end, case $4 when 'done' then $5::jsonb end
                      from billing_account b join asp_net_users u on u.id = b.owner_user_id where u.email = 'trader@example.org'
                    """);
                foreach (var value in (object[])[one, wallet, DomainJson.Write(new TrialTerms(30, Usdc.Of(500m))), state, DomainJson.Write(result)]) add.Parameters.Add(new() { Value = value });
                Assert.Equal(1, await add.ExecuteNonQueryAsync());
            }
        }

        var done = await Rig.SendAsync(HttpMethod.Get, $"/api/v1/poly/research/trials/{id}", fixture.Trader);
        var all = await Rig.SendAsync(HttpMethod.Get, $"/api/v1/poly/research/leaders/{wallet}/trials", fixture.Trader);

        Assert.Equal((200, "done", 1.5m, 1), (done.Status, done.Json.GetProperty("state").GetString(), done.Json.GetProperty("result").GetProperty("total").GetDecimal(), done.Json.GetProperty("result").GetProperty("unvalued").GetInt32()));
        Assert.Equal(1, done.Json.GetProperty("result").GetProperty("skipped").GetProperty("market_past_end_date").GetInt32());
        Assert.Equal(2, all.Json.GetProperty("items").GetArrayLength());
        Assert.Contains(all.Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("result").ValueKind == System.Text.Json.JsonValueKind.Null);
        (await Rig.SendAsync(HttpMethod.Get, $"/api/v1/poly/research/trials/{id}", fixture.Operator)).IsProblem(404, "not_found");
        Assert.Equal(0, (await Rig.SendAsync(HttpMethod.Get, $"/api/v1/poly/research/leaders/{wallet}/trials", fixture.Operator)).Json.GetProperty("items").GetArrayLength());
    }

    [Theory, InlineData("PUT", "/api/v1/poly/wallet/grants"), InlineData("POST", "/api/v1/poly/wallet/connect"), InlineData("POST", "/api/v1/poly/wallet/enable-trading")]
    public async Task Wallet_IsNotChangedByAnyKey(string method, string path) =>
        (await Rig.SendAsync(new HttpMethod(method), path, fixture.Operator, "{}")).IsProblem(403, "forbidden");

    [Fact]
    public async Task Jobs_AreForOperatorsOnly() => (await Rig.SendAsync(HttpMethod.Get, "/api/jobs", fixture.Trader)).IsProblem(403, "forbidden");

    [Fact]
    public async Task Target_RulesOfEveryLayer_AreSetShownAndKeptInTheHistory()
    {
        const string defaults = "/api/v1/poly/copy-trade/defaults";
        var set = await Rig.SendAsync(HttpMethod.Put, defaults, fixture.Operator, """{"policy":{"kind":"mirror_fill_exact"},"mirror_max_usdc_per_trade":20,"rules":{"max_spread":"0.05","markets":{"deny":["0xcccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"]}}}""");
        var added = await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Operator, $$"""{"target_wallet":"{{NewWallet()}}","rules":{"max_spread":0.02,"follow_ups":{"mode":"gated"} } }""");
        var path = $"{Targets}/{added.Json.GetProperty("id").GetGuid()}";
        var changed = await Rig.SendAsync(HttpMethod.Patch, path, fixture.Operator, """{"policy":{"kind":"tiered","tiers":[{"from":1,"to":100,"multiplier":2},{"from":100,"multiplier":0.5}]},"rules":{"cooldown_seconds":60}}""");

        var read = await Rig.SendAsync(HttpMethod.Get, path, fixture.Operator);
        var history = await Rig.SendAsync(HttpMethod.Get, path + "/history", fixture.Operator);
        var preview = await Rig.SendAsync(HttpMethod.Post, path + "/preview", fixture.Operator, """{"policy":{"kind":"position_gap","allocation":50,"range":1000}}""");

        Assert.Equal((200, 200), (set.Status, changed.Status));
        Assert.Equal(("mirror_fill_exact", 20m), (added.Json.GetProperty("policy").GetProperty("kind").GetString(), added.Json.GetProperty("mirror_max_usdc_per_trade").GetDecimal()));
        Assert.Equal("""{"cooldown_seconds":60}""", read.Json.GetProperty("rules").GetRawText());
        Assert.Equal(0.05m, read.Json.GetProperty("effective_rules").GetProperty("max_spread").GetDecimal());
        Assert.Equal(0.5m, read.Json.GetProperty("policy").GetProperty("tiers")[1].GetProperty("multiplier").GetDecimal());
        Assert.Contains("\"rule\":\"max_spread\",\"before\":\"0.02\",\"after\":null", history.Json.GetProperty("items")[0].GetRawText().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0, preview.Json.GetProperty("items").GetArrayLength());
        (await Rig.SendAsync(HttpMethod.Get, path + "/history", fixture.Trader)).IsProblem(404, "not_found");
        (await Rig.SendAsync(HttpMethod.Post, path + "/preview", fixture.Trader, "{}")).IsProblem(404, "not_found");
    }

    [Theory]
    [InlineData("""{"rules":{"max_spred":1}}""", "body_malformed")]
    [InlineData("""{"rules":{"max_spread":2}}""", "rules_invalid")]
    [InlineData("""{"policy":{"kind":"tiered","tiers":[]}}""", "policy_invalid")]
    [InlineData("""{"policy":{"kind":"tiered","amount":1}}""", "policy_invalid")]
    [InlineData("""{"policy":{"kind":"position_gap","allocation":1,"range":100}}""", "policy_invalid")]
    public async Task Defaults_ThatAreNone_AreRefusedWithACode(string body, string code) =>
        (await Rig.SendAsync(HttpMethod.Put, "/api/v1/poly/copy-trade/defaults", fixture.Trader, body)).IsProblem(400, code);

    [Fact]
    public async Task Target_IsAddedChangedReadAndRemoved()
    {
        var wallet = NewWallet();

        var added = await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, $$"""{"target_wallet":"{{wallet}}","policy":{"kind":"fixed","amount":"2.5"},"mirror_max_usdc_per_trade":7,"mirror_filter_percentile":80,"label":"one"}""");
        var path = $"{Targets}/{added.Json.GetProperty("id").GetGuid()}";
        var changed = await Rig.SendAsync(HttpMethod.Patch, path, fixture.Trader, """{"policy":{"kind":"percentage","percent":10}}""");
        var read = await Rig.SendAsync(HttpMethod.Get, path, fixture.Trader);
        var removed = await Rig.SendAsync(HttpMethod.Delete, path, fixture.Trader);

        Assert.Equal(201, added.Status);
        Assert.Equal(wallet, added.Json.GetProperty("target_wallet").GetString());
        Assert.Equal(2.5m, added.Json.GetProperty("policy").GetProperty("amount").GetDecimal());
        Assert.Equal(200, changed.Status);
        Assert.Equal("percentage", read.Json.GetProperty("policy").GetProperty("kind").GetString());
        Assert.Equal(7m, read.Json.GetProperty("mirror_max_usdc_per_trade").GetDecimal());
        Assert.Equal(80, read.Json.GetProperty("mirror_filter_percentile").GetInt32());
        Assert.Equal(204, removed.Status);
        Assert.DoesNotContain(wallet, (await Rig.SendAsync(HttpMethod.Get, Targets, fixture.Trader)).Body);
    }

    [Fact]
    public async Task Target_OfAnotherTenant_Is404ForEveryVerb()
    {
        var added = await AddAsync(fixture.Trader, NewWallet());
        var path = $"{Targets}/{added.Json.GetProperty("id").GetGuid()}";

        (await Rig.SendAsync(HttpMethod.Get, path, fixture.Operator)).IsProblem(404, "not_found");
        (await Rig.SendAsync(HttpMethod.Patch, path, fixture.Operator, """{"label":"mine"}""")).IsProblem(404, "target_not_found");
        (await Rig.SendAsync(HttpMethod.Delete, path, fixture.Operator)).IsProblem(404, "target_not_found");
        Assert.Equal(200, (await Rig.SendAsync(HttpMethod.Get, path, fixture.Trader)).Status);
    }

    [Theory]
    [InlineData("{", "body_malformed")]
    [InlineData("", "body_malformed")]
    [InlineData("null", "body_malformed")]
    [InlineData("[]", "body_malformed")]
    [InlineData("{}", "field_missing")]
    [InlineData("""{"target_wallet":5}""", "body_malformed")]
    [InlineData("""{"target_wallet":"0x12"}""", "wallet_malformed")]
    [InlineData("""{"target_wallet":"WALLET","target_wallet":"WALLET"}""", "body_malformed")]
    [InlineData("""{"target_wallet":"WALLET","surprise":1}""", "body_malformed")]
    [InlineData("""{"target_wallet":"WALLET","policy":{"kind":"all_in"}}""", "policy_invalid")]
    [InlineData("""{"target_wallet":"WALLET","policy":{"kind":"fixed"}}""", "policy_invalid")]
    [InlineData("""{"target_wallet":"WALLET","policy":{"kind":"fixed","amount":-1}}""", "policy_invalid")]
    [InlineData("""{"target_wallet":"WALLET","policy":{"kind":"fixed","amount":1e400}}""", "body_malformed")]
    [InlineData("""{"target_wallet":"WALLET","policy":{"kind":"fixed","amount":0.0000001}}""", "field_invalid")]
    [InlineData("""{"target_wallet":"WALLET","mirror_max_usdc_per_trade":0}""", "max_invalid")]
    [InlineData("""{"target_wallet":"WALLET","mirror_max_usdc_per_trade":79228162514264337593543950335}""", "field_invalid")]
    [InlineData("""{"target_wallet":"WALLET","mirror_filter_percentile":"x"}""", "body_malformed")]
    public async Task Target_WithABadBody_Is400(string body, string code) =>
        (await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, body.Replace("WALLET", NewWallet(), StringComparison.Ordinal))).IsProblem(400, code);

    [Fact]
    public async Task Target_WithAHugeBody_Is413() =>
        (await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, $$"""{"label":"{{new string('x', 300_000)}}"}""")).IsProblem(413, "body_too_large");

    [Fact]
    public async Task Target_Twice_Is409_AndWithAnIdempotencyKeyTheFirstAnswer()
    {
        var wallet = NewWallet();
        var body = $$"""{"target_wallet":"{{wallet}}"}""";
        (string, string) key = ("Idempotency-Key", "once-" + wallet);

        var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, body, key)));
        var again = await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, body, key);

        Assert.All([.. together, again], reply => Assert.Equal((201, again.Body), (reply.Status, reply.Body)));
        (await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, body)).IsProblem(409, "target_duplicate");
        (await Rig.SendAsync(HttpMethod.Post, Targets, fixture.Trader, $$"""{"target_wallet":"{{NewWallet()}}"}""", key)).IsProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task Targets_MoreKeyedWritesAtOnceThanThereAreConnections_AllEndAndReadsGoOnBesideThem()
    {
        const int writes = 40;
        var together = Enumerable.Range(0, writes)
            .Select(i => Rig.SendAsync(HttpMethod.Post, Targets, i % 2 == 0 ? fixture.Trader : fixture.Operator, $$"""{"target_wallet":"{{NewWallet()}}"}""", ("Idempotency-Key", $"crowd-{i}")))
            .ToList();
        var reads = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Rig.SendAsync(HttpMethod.Get, "/api/positions", fixture.Trader)));

        var replies = await Task.WhenAll(together);

        Assert.All(replies, reply => Assert.Equal(201, reply.Status));
        Assert.All(reads, reply => Assert.Equal(200, reply.Status));
    }

    [Theory]
    [InlineData("/api/v1/poly/copy-trade/fills?limit=0", "limit_invalid")]
    [InlineData("/api/v1/poly/copy-trade/fills?limit=many", "limit_invalid")]
    [InlineData("/api/v1/poly/copy-trade/fills?cursor=%00nonsense", "cursor_invalid")]
    [InlineData("/api/v1/poly/copy-trade/decisions?cursor=nonsense", "cursor_invalid")]
    [InlineData("/api/v1/poly/copy-trade/decisions?show=everything", "field_invalid")]
    [InlineData("/api/v1/poly/copy-trade/decisions?target=5", "field_invalid")]
    [InlineData("/api/v1/poly/copy-trade/orders?cursor=nonsense", "cursor_invalid")]
    [InlineData("/api/v1/poly/copy-trade/orders?status=lost", "field_invalid")]
    [InlineData("/api/positions?closed=maybe", "field_invalid")]
    public async Task List_WithABadQuestion_Is400(string path, string code) => (await Rig.SendAsync(HttpMethod.Get, path, fixture.Operator)).IsProblem(400, code);

    [Theory]
    [InlineData("/api/v1/poly/copy-trade/fills")]
    [InlineData("/api/v1/poly/copy-trade/decisions")]
    [InlineData("/api/v1/poly/copy-trade/orders")]
    [InlineData("/api/positions")]
    [InlineData("/api/jobs")]
    [InlineData("/api/jobs?status=PENDING")]
    [InlineData("/api/alerts?status=QUEUED")]
    [InlineData("/api/executions")]
    public async Task List_IsAPage(string path)
    {
        var reply = await Rig.SendAsync(HttpMethod.Get, path, fixture.Operator);

        Assert.Equal(200, reply.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Array, reply.Json.GetProperty("items").ValueKind);
        Assert.True(reply.Json.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task WrongAddress_UnderTheApi_IsAProblem()
    {
        (await Rig.SendAsync(HttpMethod.Get, "/api/nothing", fixture.Operator)).IsProblem(404, "not_found");
        (await Rig.SendAsync(HttpMethod.Put, Targets, fixture.Operator, "{}")).IsProblem(405, "method_not_allowed");
    }

    [Fact]
    public async Task Job_ThatDoesNotExist_Is404() => (await Rig.SendAsync(HttpMethod.Post, "/api/jobs/nothing/run", fixture.Operator)).IsProblem(404, "not_found");

    [Fact]
    public async Task Health_AndStatus_AnswerOnLoopback_ButNotThroughAProxy()
    {
        var health = await Rig.SendAsync(HttpMethod.Get, "/health");
        var status = await Rig.SendAsync(HttpMethod.Get, "/status");
        var metrics = await Rig.SendAsync(HttpMethod.Get, "/metrics");
        (string, string) proxied = ("X-Forwarded-For", "203.0.113.9");

        Assert.Equal(200, health.Status);
        Assert.Equal("demo", status.Json.GetProperty("mode").GetString());
        // This host serves people only: its login may not count other people's orders, and what it does not know is not zero.
        Assert.Equal(System.Text.Json.JsonValueKind.Null, status.Json.GetProperty("counts").GetProperty("unknown").ValueKind);
        Assert.Contains("http://", status.Json.GetProperty("venue").GetProperty("clobUrl").GetString());
        Assert.Equal(200, metrics.Status);
        (await Rig.SendAsync(HttpMethod.Get, "/status", headers: proxied)).IsProblem(401, "unauthenticated");
        (await Rig.SendAsync(HttpMethod.Get, "/metrics", fixture.Trader, headers: proxied)).IsProblem(403, "forbidden");
        Assert.Equal(200, (await Rig.SendAsync(HttpMethod.Get, "/status", fixture.Operator, headers: proxied)).Status);
    }

    [Fact]
    public async Task OpenApi_DescribesTheRoutesInTheirOwnSpelling()
    {
        var document = await Rig.SendAsync(HttpMethod.Get, "/openapi/v1.json");

        Assert.Equal(200, document.Status);
        Assert.True(document.Json.GetProperty("paths").TryGetProperty(Targets, out _));
        Assert.Contains("mirror_max_usdc_per_trade", document.Body);
    }

    private Task<ApiReply> AddAsync(string key, string wallet) => Rig.SendAsync(HttpMethod.Post, Targets, key, $$"""{"target_wallet":"{{wallet}}"}""");

    private static string NewWallet() => "0x" + Interlocked.Increment(ref _wallets).ToString("x40", System.Globalization.CultureInfo.InvariantCulture);

    public sealed class Fixture : IAsyncLifetime
    {
        private static readonly string[] Scopes = ["targets:read", "targets:write", "positions:read", "orders:read", "wallet:read", "jobs:write", "status:read", "signals:write", "positions:write", "rules:read", "rules:write", "alerts:read", "alerts:write", "notifications:read", "notifications:write", "research:read"];

        internal HostRig Rig { get; private set; } = null!;

        internal string Operator { get; private set; } = "";

        internal string Trader { get; private set; } = "";

        internal Dictionary<string, string> KeyWithout { get; } = [];

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.Ui);
            Operator = await Rig.KeyAsync("operator@example.org");
            Trader = await Rig.KeyAsync("trader@example.org");
            foreach (var scope in Scopes)
                KeyWithout[scope] = (await Rig.Cli.RunAsync($"api-key add --email operator@example.org --scopes {string.Join(',', Scopes.Except([scope]))}")).Output;
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();
    }
}
