using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
using CopyTrade.Tests.Web.Hosting;
using CopyTrade.Web.Features.Alerts;
using CopyTrade.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Api;

/// <summary>Alerts over HTTP, as a program would send them (R4.15, R4.16, R4.20).</summary>
public sealed class AlertsApiTests(AlertsApiTests.Fixture fixture) : IClassFixture<AlertsApiTests.Fixture>
{
    private HostRig Rig => fixture.Rig;

    private IAlertSources Sources => Rig.Host.Services.GetRequiredService<IAlertSources>();

    [Fact]
    public async Task Alert_SentTwice_IsOneAlertAndOneJob()
    {
        var first = await SendAsync(Wake("twice"));
        var second = await SendAsync(Wake("twice"));
        var third = await Rig.SendAsync(HttpMethod.Post, "/api/alerts", fixture.Trader, Wake(null), ("Idempotency-Key", "twice"));

        Assert.Equal((201, 200, 200), (first.Status, second.Status, third.Status));
        Assert.Equal(("QUEUED", "WAKE_AGENT", "tv", "twice"), (Text(first, "status"), Text(first, "mode"), Text(first, "source"), Text(first, "idempotencyKey")));
        Assert.Equal(Text(first, "id"), Text(second, "id"));
        Assert.Equal(Text(first, "id"), Text(third, "id"));
        var jobs = await Rig.SendAsync(HttpMethod.Get, $"/api/jobs?status=ALL&alertId={Text(first, "id")}", fixture.Trader);
        Assert.Single(jobs.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(Text(first, "id"), Text(await Rig.SendAsync(HttpMethod.Get, $"/api/alerts/{Text(first, "id")}", fixture.Trader), "id"));
    }

    [Fact]
    public async Task Alert_ToBeIgnored_IsWrittenDownAndNothingMore()
    {
        var reply = await SendAsync(Wake("ignored").Replace("WAKE_AGENT", "IGNORE", StringComparison.Ordinal));

        Assert.Equal((201, "IGNORED"), (reply.Status, Text(reply, "status")));
        Assert.Contains((await Rig.SendAsync(HttpMethod.Get, "/api/alerts?status=IGNORED", fixture.Trader)).Json.GetProperty("items").EnumerateArray(), alert => alert.GetProperty("id").GetString() == Text(reply, "id"));
        Assert.Empty((await Rig.SendAsync(HttpMethod.Get, $"/api/jobs?status=ALL&alertId={Text(reply, "id")}", fixture.Trader)).Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("\"idempotencyKey\":\"bad\",", "", "field_missing")]
    [InlineData("\"WAKE_AGENT\"", "\"WAKE\"", "field_invalid")]
    [InlineData("\"tv\"", "\"t v\"", "source_invalid")]
    [InlineData("\"cross\"", "\"\"", "field_invalid")]
    [InlineData("{\"price\":1}", "[1]", "payload_invalid")]
    [InlineData("\"WAKE_AGENT\"", "\"EXECUTE_TXN\"", "payload_invalid")]
    [InlineData("\"mode\"", "\"modus\"", "body_malformed")]
    public async Task Alert_ThatCannotBe_IsRefusedWithAReason(string part, string instead, string code) =>
        (await SendAsync(Wake("bad").Replace(part, instead, StringComparison.Ordinal))).IsProblem(400, code);

    [Fact]
    public async Task Alert_OfSomebodyElse_IsNotFound()
    {
        var mine = await SendAsync(Wake("private"));

        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Get, $"/api/alerts/{Text(mine, "id")}", fixture.Stranger)).Status);
        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Post, $"/api/jobs/{Text(mine, "jobId")}/park", fixture.Stranger)).Status);
        Assert.Equal(404, (await Rig.SendAsync(HttpMethod.Get, $"/api/jobs/{Text(mine, "jobId")}", fixture.Stranger)).Status);
        Assert.Equal(201, (await Rig.SendAsync(HttpMethod.Post, "/api/alerts", fixture.Stranger, Wake("private"))).Status);
    }

    [Fact]
    public async Task Job_ParkedAndRetried_GoesBackAndForth()
    {
        var path = $"/api/jobs/{Text(await SendAsync(Wake("parked")), "jobId")}";

        Assert.Equal("PARKED", Text(await Rig.SendAsync(HttpMethod.Post, path + "/park", fixture.Trader), "status"));
        (await Rig.SendAsync(HttpMethod.Post, path + "/park", fixture.Trader)).IsProblem(409, "job_state");
        Assert.Equal("PENDING", Text(await Rig.SendAsync(HttpMethod.Post, path + "/retry", fixture.Trader), "status"));
        (await Rig.SendAsync(HttpMethod.Post, path + "/retry", fixture.Trader)).IsProblem(409, "job_state");
    }

    [Fact]
    public async Task Lists_PageByCursor_WithoutGapsOrRepeats()
    {
        var key = await Rig.KeyAsync("pages@example.org");
        for (var i = 0; i < 5; i++) await Rig.SendAsync(HttpMethod.Post, "/api/alerts", key, Wake($"page {i}"));
        List<string> seen = [];
        var next = "";
        do
        {
            var page = await Rig.SendAsync(HttpMethod.Get, $"/api/alerts?limit=2{next}", key);
            seen.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(alert => alert.GetProperty("idempotencyKey").GetString()!));
            next = page.Json.GetProperty("next").GetString() is { } cursor ? "&cursor=" + cursor : "";
        }
        while (next.Length > 0);

        Assert.Equal(["page 4", "page 3", "page 2", "page 1", "page 0"], seen);
    }

    [Fact]
    public async Task Source_BySecretSentAlong_SendsAlertsAndOpensNothingElse()
    {
        var (source, secret) = await SourceAsync("bearer", AlertSecretKind.Bearer);

        var alert = await Rig.SendAsync(HttpMethod.Post, "/api/alerts", secret, Wake("by secret").Replace("\"source\":\"tv\",", "", StringComparison.Ordinal));
        Assert.Equal((201, source.Name), (alert.Status, Text(alert, "source")));
        (await Rig.SendAsync(HttpMethod.Post, "/api/alerts", secret, Wake("other"))).IsProblem(403, "source_mismatch");
        foreach (var path in new[] { "/api/alerts", "/api/rules", "/api/positions", "/api/executions", "/api/jobs?status=ALL" }) Assert.Equal(401, (await Rig.SendAsync(HttpMethod.Get, path, secret)).Status);
        (await Rig.SendAsync(HttpMethod.Post, "/api/alerts", secret[..^2] + "AA", Wake("wrong"))).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Source_WhoseSecretIsReplaced_HasTwoThatCountAndNoThird()
    {
        var (source, first) = await SourceAsync("rotating", AlertSecretKind.Bearer);
        var second = await RotateAsync(source, AlertSecretKind.Bearer);

        Assert.Equal((201, 201), (await TryAsync(first, "r1"), await TryAsync(second, "r2")));
        var third = await RotateAsync(source, AlertSecretKind.Bearer);
        Assert.Equal((401, 201, 201), (await TryAsync(first, "r3"), await TryAsync(second, "r4"), await TryAsync(third, "r5")));
        await Sources.EnableAsync(fixture.Tenant, source.Id, false, CancellationToken.None);
        Assert.Equal(401, await TryAsync(third, "r6"));
    }

    [Fact]
    public async Task Source_BySignature_IsTakenOnceWithinItsWindow()
    {
        var (source, secret) = await SourceAsync("signing", AlertSecretKind.Hmac);
        var now = DateTimeOffset.UnixEpoch.AddSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var body = """{"alertType":"cross","mode":"WAKE_AGENT","payload":{"price":1}}""";

        var first = await SignedAsync(source, secret, "msg_1", now, body);
        Assert.Equal((201, "msg_1", true), (first.Status, Text(first, "idempotencyKey"), first.Json.GetProperty("signed").GetBoolean()));
        var replay = await SignedAsync(source, secret, "msg_1", now, body, header: "another key");
        Assert.Equal((200, Text(first, "id")), (replay.Status, Text(replay, "id")));
        Assert.Equal(401, (await SignedAsync(source, secret, "msg_2", now.AddSeconds(-310), body)).Status);
        Assert.Equal(401, (await SignedAsync(source, secret, "msg_3", now, body, sent: body + " ")).Status);
        Assert.Equal(401, (await SignedAsync(source, "whsec_" + Convert.ToBase64String(new byte[32]), "msg_4", now, body)).Status);
        var second = await RotateAsync(source, AlertSecretKind.Hmac);
        Assert.Equal((201, 201), ((await SignedAsync(source, secret, "msg_5", now, body)).Status, (await SignedAsync(source, second, "msg_6", now, body)).Status));
    }

    [Theory, InlineData(AlertSecretKind.Bearer, false), InlineData(AlertSecretKind.Hmac, true)]
    public async Task Example_ThatThePageShows_WorksAsItIsCopied(AlertSecretKind kind, bool isSigned)
    {
        var (source, secret) = await SourceAsync("example-" + kind, kind);
        var line = AlertExample.Of(source, kind, secret).Replace("http://127.0.0.1:5080", Rig.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);

        using var bash = Process.Start(new ProcessStartInfo("bash", ["-eu", "-o", "pipefail", "-c", line.Replace("curl -X", "curl --silent --show-error --max-time 60 -X", StringComparison.Ordinal)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, wrong) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();

        Assert.True(bash.ExitCode == 0, await wrong);
        var alert = JsonDocument.Parse(await said).RootElement;
        Assert.Equal((source.Name, "test", isSigned), (alert.GetProperty("source").GetString(), alert.GetProperty("alertType").GetString(), alert.GetProperty("signed").GetBoolean()));
    }

    private async Task<ApiReply> SignedAsync(AlertSource source, string secret, string id, DateTimeOffset at, string body, string? sent = null, string? header = null)
    {
        // Written down here once more, from the specification and not from our code.
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        (string, string)[] headers = [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", "v1," + Convert.ToBase64String(mac)), .. header is null ? Array.Empty<(string, string)>() : [("Idempotency-Key", header)]];
        return await Rig.SendAsync(HttpMethod.Post, "/api/alerts?from=" + source.Address, null, sent ?? body, headers);
    }

    private async Task<(AlertSource Source, string Secret)> SourceAsync(string name, AlertSecretKind kind)
    {
        var done = Assert.IsType<AlertSourceChange.Done>(await Sources.CreateAsync(fixture.Tenant, name, kind, CancellationToken.None));
        return (done.Source, done.Secret!);
    }

    private async Task<string> RotateAsync(AlertSource source, AlertSecretKind kind) =>
        Assert.IsType<AlertSourceChange.Done>(await Sources.RotateAsync(fixture.Tenant, source.Id, kind, CancellationToken.None)).Secret!;

    private async Task<int> TryAsync(string secret, string key) =>
        (await Rig.SendAsync(HttpMethod.Post, "/api/alerts", secret, Wake(key).Replace("\"source\":\"tv\",", "", StringComparison.Ordinal))).Status;

    private Task<ApiReply> SendAsync(string body) => Rig.SendAsync(HttpMethod.Post, "/api/alerts", fixture.Trader, body);

    private static string Wake(string? key) =>
        """{"source":"tv","alertType":"cross","mode":"WAKE_AGENT",""" + (key is null ? "" : $"\"idempotencyKey\":\"{key}\",") + "\"payload\":{\"price\":1}}";

    private static string? Text(ApiReply reply, string field) => reply.Json.GetProperty(field).GetString();

    public sealed class Fixture : IAsyncLifetime
    {
        internal HostRig Rig { get; private set; } = null!;

        internal string Trader { get; private set; } = "";

        internal string Stranger { get; private set; } = "";

        internal TenantRef Tenant { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Rig = await HostRig.StartAsync(HostRoles.Ui);
            (Trader, Stranger) = (await Rig.KeyAsync("trader@example.org"), await Rig.KeyAsync("stranger@example.org"));
            Tenant = (await Rig.Host.Services.GetRequiredService<ApiKeyAuthenticator>().FindAsync(Trader, CancellationToken.None))!.Tenant;
        }

        public async Task DisposeAsync() => await Rig.DisposeAsync();
    }
}
