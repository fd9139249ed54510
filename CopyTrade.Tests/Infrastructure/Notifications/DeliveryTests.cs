using System.Text.Json;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Tests.Fixtures;
using Npgsql;
using WebhookSignature = CopyTrade.Infrastructure.Notifications.WebhookSignature;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>R4.19, R4.33: a message on its way, from the record to the receiver and back into the log.</summary>
public sealed class DeliveryTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Ct => CancellationToken.None;

    [Fact]
    public async Task Webhook_TakenByItsReceiver_IsSignedLoggedAndSentOnce()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(204) };
        var tenant = await database.SeedTenantAsync();
        var (_, secret) = await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        await house.HaltAsync(tenant, "<script>alert(1)</script>");

        await house.LookAsync(tenant);
        await house.DeliverAsync(tenant);
        await house.LookAsync(tenant);
        await house.DeliverAsync(tenant);

        var request = Assert.Single(receiver.Requests);
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var sent = JsonDocument.Parse(body).RootElement;
        Assert.Equal(("halt_set", "critical", "https://copy.example.org/halts"), (sent.GetProperty("type").GetString(), sent.GetProperty("data").GetProperty("severity").GetString(), sent.GetProperty("data").GetProperty("url").GetString()));
        var signed = WebhookSignature.Headers(Header(request, "webhook-id"), DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(request, "webhook-timestamp"), null)), System.Text.Encoding.UTF8.GetBytes(body), [secret!]);
        Assert.Equal(signed[2].Value, Header(request, "webhook-signature"));
        var row = Assert.Single(await house.LogAsync(tenant));
        Assert.Equal((DeliveryState.Sent, 1, null, "Trading was halted"), (row.State, row.Attempts, row.LastError, row.Title));
        Assert.Equal([(string?)null], await database.QueryAsync<string?>("select error from notification_attempt where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Webhook_ReceiverInTrouble_IsTriedAgainWithTheSameIdAndGivenUp()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(503) };
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        await house.HaltAsync(tenant);
        await house.LookAsync(tenant);

        await house.DeliverAsync(tenant);
        var first = Assert.Single(await house.LogAsync(tenant));
        Assert.Equal((DeliveryState.Waiting, 1, "The receiver answered 503.", house.Clock.GetUtcNow().AddSeconds(10)), (first.State, first.Attempts, first.LastError, first.DueAt));
        await house.DeliverAsync(tenant);
        Assert.Single(receiver.Requests);   // not before its time
        for (var i = 0; i < 6; i++)
        {
            house.Clock.Advance(1_300);
            await house.DeliverAsync(tenant);
        }

        Assert.Equal(5, receiver.Requests.Count);
        Assert.Single(receiver.Requests.Select(request => Header(request, "webhook-id")).Distinct());
        Assert.Equal(DeliveryState.Failed, Assert.Single(await house.LogAsync(tenant)).State);

        receiver.Answer = RawReceiver.Status(200);
        Assert.IsType<ChannelChange.Done>(await house.Changes.ResendAsync(tenant, first.Id, Ct));
        await house.DeliverAsync(tenant);
        Assert.Equal((DeliveryState.Sent, 6), ((await house.LogAsync(tenant))[0].State, (await house.LogAsync(tenant))[0].Attempts));
    }

    [Theory]
    [InlineData(400, DeliveryState.Failed, 0)]
    [InlineData(404, DeliveryState.Failed, 0)]
    [InlineData(410, DeliveryState.Failed, 0)]
    [InlineData(301, DeliveryState.Failed, 0)]
    [InlineData(408, DeliveryState.Waiting, 10)]
    [InlineData(425, DeliveryState.Waiting, 10)]
    [InlineData(500, DeliveryState.Waiting, 10)]
    [InlineData(429, DeliveryState.Waiting, 77)]
    public async Task Webhook_AnswersOfEachKind_AreTriedAgainOrNever(int status, DeliveryState state, int after)
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(status, status == 429 ? "Retry-After: 77\r\n" : "") };
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        await house.HaltAsync(tenant);
        await house.LookAsync(tenant);

        await house.DeliverAsync(tenant);

        var row = Assert.Single(await house.LogAsync(tenant));
        Assert.Equal(state, row.State);
        if (after > 0) Assert.Equal(house.Clock.GetUtcNow().AddSeconds(after), row.DueAt);
        Assert.Equal(after > 0 ? "pending" : "failed", (await database.QueryAsync<string>("select status from harness_job where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
    }

    [Fact]
    public async Task Rotation_ForADay_SignsWithBothSecrets()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(200) };
        var tenant = await database.SeedTenantAsync();
        var (channel, first) = await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        var second = Assert.IsType<ChannelChange.Done>(await house.Changes.RotateAsync(tenant, channel, "ann", Ct)).Secret;

        await TestAsync(house, tenant, channel);
        house.Clock.Advance(TimeSpan.FromHours(25).TotalSeconds);
        await TestAsync(house, tenant, channel);

        Assert.NotEqual(first, second);
        Assert.Equal([2, 1], receiver.Requests.Select(request => Header(request, "webhook-signature").Split(' ').Length));
        Assert.Equal(Assert.Single(receiver.Requests.Skip(1).Select(request => Signed(request, second!))), Header(receiver.Requests.Last(), "webhook-signature"));
        Assert.Equal($"{Signed(receiver.Requests.First(), second!)} {Signed(receiver.Requests.First(), first!)}", Header(receiver.Requests.First(), "webhook-signature"));
    }

    [Fact]
    public async Task Flood_MoreThanAMinuteBears_TravelsInOneMessage()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(200) };
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        for (var i = 0; i < 130; i++) await house.HaltAsync(tenant, $"number {i}");

        await house.LookAsync(tenant);
        await house.DeliverAsync(tenant);
        house.Clock.Advance(60);
        await house.DeliverAsync(tenant);

        Assert.Equal(DeliveryPlanner.MostInAMinute + 1, receiver.Requests.Count);
        var rows = await house.LogAsync(tenant);
        Assert.Equal(130, rows.Sum(row => row.Items));
        Assert.Equal(120, rows.Max(row => row.Items));
        Assert.Contains("\"left_out\":20", receiver.Requests.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channel_SwitchedOffOrRemoved_DropsWhatWaits()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(200) };
        var tenant = await database.SeedTenantAsync();
        var (off, _) = await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        var (gone, _) = await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        await house.HaltAsync(tenant);
        await house.LookAsync(tenant);
        await house.Changes.TellAsync(tenant, off, NotificationKinds.Default, DigestMode.None, isOn: false, Ct);
        await house.Changes.RemoveAsync(tenant, gone, "ann", Ct);

        await house.DeliverAsync(tenant);

        Assert.Empty(receiver.Requests);
        Assert.Equal([DeliveryState.Dropped, DeliveryState.Dropped], (await house.LogAsync(tenant)).Select(row => row.State));
        Assert.Equal(off, Assert.Single(await house.Query.ChannelsAsync(tenant, Ct)).Id);
        Assert.Equal(0, (await database.QueryAsync<long>("select count(*) from notification_secret where channel_id = @channel", new { channel = gone.Value })).Single());
    }

    [Fact]
    public async Task Secrets_OfAChannel_AreSealedBoundAndUnreadableForPages()
    {
        await using var house = new NotificationHouse(database);
        var (tenant, stranger) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var (channel, secret) = await house.AddAsync(tenant, NotificationHouse.Webhook("https://hooks.example.org/very-secret-path-1234"));

        var shown = Assert.Single(await house.Query.ChannelsAsync(tenant, Ct)).Shown;
        Assert.Equal("hooks.example.org/…1234", shown);
        var bytes = await database.QueryAsync<byte[]>("select ciphertext from notification_secret where channel_id = @channel", new { channel = channel.Value });
        Assert.Equal(2, bytes.Count);
        Assert.All(bytes, sealedBytes => Assert.DoesNotContain("secret", System.Text.Encoding.Latin1.GetString(sealedBytes), StringComparison.Ordinal));
        await using (var page = await database.Scopes.OpenAsync(tenant, Ct))
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => page.QueryAsync<byte[]>("select ciphertext from notification_secret"))).SqlState);
        await using (var worker = await database.Scopes.OpenManyAsync([tenant], Ct))
        {
            Assert.Equal([secret!], (await house.Get<ChannelVault>().OpenAsync(worker, tenant, channel))!.Value.Secrets);
            await Assert.ThrowsAsync<System.Security.Cryptography.CryptographicException>(() => house.Get<ChannelVault>().OpenAsync(worker, tenant with { Tenant = stranger.Tenant }, channel));
        }

        Assert.IsType<ChannelChange.Refused>(await house.Changes.RemoveAsync(stranger, channel, "eve", Ct));
        Assert.IsType<ChannelChange.Refused>(await house.Changes.TestAsync(stranger, channel, Ct));
        Assert.IsType<ChannelChange.Refused>(await house.Changes.RotateAsync(stranger, channel, "eve", Ct));
        Assert.DoesNotContain(secret!, new ChannelChange.Done(channel, secret).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WakeUp_ForAnAlert_CarriesTokenAndCorrelationAndIsLogged()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(500) };
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, new ChannelDraft(ChannelKind.WakeUp, "agent", receiver.Url, "agent-token", "", "", ""));
        Assert.IsType<ChannelChange.Refused>(await house.Changes.AddAsync(tenant, new ChannelDraft(ChannelKind.WakeUp, "second", receiver.Url, "t", "", "", ""), "ann", Ct));
        var alert = Guid.NewGuid();
        await house.QueueAsync(tenant, new NewJob(JobKind.WakeAgent, "a", "wake", """{"price":0.3}""", "corr-1", AlertId: null));

        await house.DeliverAsync(tenant);
        receiver.Answer = RawReceiver.Status(200);
        house.Clock.Advance(3_600);
        await house.DeliverAsync(tenant);

        Assert.Equal(2, receiver.Requests.Count);
        var request = receiver.Requests.Last();
        Assert.Equal(("Bearer agent-token", "corr-1"), (Header(request, "Authorization"), Header(request, "X-Correlation-Id")));
        Assert.Contains("\"data\":{\"price\":0.3}", request.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var row = Assert.Single(await house.LogAsync(tenant));
        Assert.Equal((DeliveryState.Sent, 2, ChannelKind.WakeUp), (row.State, row.Attempts, row.Kind));
        Assert.Equal(NotificationKind.WakeUp, Assert.Single((await house.Query.InboxAsync(tenant, withCopies: true, 10, Ct)).Items).Kind);
    }

    [Fact]
    public async Task WakeUp_WithoutAnAddress_IsGivenUpAndSaysWhatToDo()
    {
        await using var house = new NotificationHouse(database);
        var tenant = await database.SeedTenantAsync();
        await house.QueueAsync(tenant, new NewJob(JobKind.WakeAgent, "a", "wake", "{}", "corr-1"));

        await house.DeliverAsync(tenant);

        Assert.Equal(("failed", "No wake-up address is set, or it is switched off: see Settings, Notifications."), (await database.QueryAsync<(string, string)>("select status, error from harness_job where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
    }

    [Fact]
    public async Task Quiet_UntilTheMorning_TravelsTogetherAndCriticalPasses()
    {
        await using var house = new NotificationHouse(database);
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(200) };
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url));
        Assert.Null(await house.Changes.QuietAsync(tenant, new QuietHours("Europe/Berlin", new TimeOnly(12, 0), new TimeOnly(14, 0), true), Ct));
        Assert.NotNull(await house.Changes.QuietAsync(tenant, new QuietHours("Nowhere/Land", null, null, true), Ct));
        await house.HaltAsync(tenant, kind: "pause", scope: "book", subject: "b");
        await house.HaltAsync(tenant, kind: "pause", scope: "book", subject: "c");
        await house.LookAsync(tenant);
        await house.HaltAsync(tenant);
        await house.LookAsync(tenant);

        await house.DeliverAsync(tenant);
        Assert.Contains("halt_set", Assert.Single(receiver.Requests), StringComparison.Ordinal);
        house.Clock.Advance(3_600);   // 14:00 in Berlin
        await house.DeliverAsync(tenant);

        Assert.Equal(2, receiver.Requests.Count);
        Assert.Equal(2, receiver.Requests.Last().Split("target_paused").Length - 1);
        Assert.Equal((new TimeOnly(12, 0), "Europe/Berlin"), ((await house.Query.QuietAsync(tenant, Ct)).From, (await house.Query.QuietAsync(tenant, Ct)).Zone));
    }

    private static async Task TestAsync(NotificationHouse house, CopyTrade.Domain.Accounts.TenantRef tenant, ChannelId channel)
    {
        Assert.IsType<ChannelChange.Done>(await house.Changes.TestAsync(tenant, channel, Ct));
        Assert.IsType<ChannelChange.Refused>(await house.Changes.TestAsync(tenant, channel, Ct));   // the button is no hammer
        await house.DeliverAsync(tenant);
    }

    private static string Signed(string request, string secret) => WebhookSignature.Headers(
        Header(request, "webhook-id"), DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(request, "webhook-timestamp"), null)), System.Text.Encoding.UTF8.GetBytes(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]), [secret])[2].Value;

    private static string Header(string request, string name) => request.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();
}
