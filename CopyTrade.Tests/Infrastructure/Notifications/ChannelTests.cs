using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Notifications;

/// <summary>Each channel in its own words, and what is no channel.</summary>
public sealed class ChannelTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Token = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc";

    public static TheoryData<ChannelKind, string, string, string, string, string> Refused => new()
    {
        { ChannelKind.Webhook, "http://hooks.example.org/x", "", "", "", "" },
        { ChannelKind.Webhook, "https://10.0.0.1/x", "", "", "", "" },
        { ChannelKind.Discord, "https://evil.example/api/webhooks/1/x", "", "", "", "" },
        { ChannelKind.Discord, "https://discord.com/channels/1", "", "", "", "" },
        { ChannelKind.Slack, "https://hooks.slack.com.evil.example/services/x", "", "", "", "" },
        { ChannelKind.Telegram, "", "no token", "1", "", "" },
        { ChannelKind.Telegram, "", Token, "1; drop", "", "" },
        { ChannelKind.Telegram, "", Token + "/../x", "1", "", "" },
        { ChannelKind.Email, "smtp.example.org", "", "a@example.org", "b@example.org", "" },
        { ChannelKind.Email, "smtp.example.org:25", "", "a@example.org", "b@example.org", "" },
        { ChannelKind.Email, "10.0.0.1:587", "", "a@example.org", "b@example.org", "" },
        { ChannelKind.Email, "smtp.example.org:587", "", "a@example.org>\r\nRCPT TO:<all@example.org", "b@example.org", "" },
        { ChannelKind.Email, "smtp.example.org:587", "", "a@example.org", "", "" },
        { ChannelKind.Email, "smtp.example.org:587", "password", "a@example.org", "b@example.org", "" },
        { ChannelKind.WakeUp, "https://agent.example.org/", "", "", "", "" },
        { ChannelKind.WakeUp, "https://agent.example.org/", "two words", "", "", "" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task Add_WhatIsNoChannel_SaysWhatToDo(ChannelKind kind, string address, string token, string recipient, string sender, string user)
    {
        await using var house = new NotificationHouse(database, []);

        var refused = Assert.IsType<ChannelChange.Refused>(await house.Changes.AddAsync(await database.SeedTenantAsync(), new ChannelDraft(kind, "mine", address, token, recipient, sender, user), "ann", CancellationToken.None));

        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_OneTooMany_IsRefused()
    {
        await using var house = new NotificationHouse(database);
        var tenant = await database.SeedTenantAsync();
        for (var i = 0; i < INotificationChanges.MostChannels; i++) await house.AddAsync(tenant, NotificationHouse.Webhook("https://hooks.example.org/x"));

        Assert.IsType<ChannelChange.Refused>(await house.Changes.AddAsync(tenant, NotificationHouse.Webhook("https://hooks.example.org/x"), "ann", CancellationToken.None));
    }

    [Fact]
    public async Task ChatServices_WithATitleFullOfMarkup_GetItInTheirOwnEscapes()
    {
        await using var receiver = new RawReceiver("") { Answer = RawReceiver.Status(200) };
        await using var house = new NotificationHouse(database, new() { ["Notifications:AllowedHosts"] = "127.0.0.1", ["Notifications:PublicUrl"] = "https://copy.example.org", ["Notifications:TelegramUrl"] = receiver.Url.Replace("/hook", "", StringComparison.Ordinal) });
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url.Replace("/hook", "/api/webhooks/1/x", StringComparison.Ordinal), ChannelKind.Discord));
        await house.AddAsync(tenant, NotificationHouse.Webhook(receiver.Url.Replace("/hook", "/services/T/B/x", StringComparison.Ordinal), ChannelKind.Slack));
        await house.AddAsync(tenant, new ChannelDraft(ChannelKind.Telegram, "t", "", Token, "-100123", "", ""));
        await house.HaltAsync(tenant, "@everyone <!channel> **now** <b>");

        await house.LookAsync(tenant);
        await house.DeliverAsync(tenant);

        var discord = Body(receiver, "/api/webhooks/1/x");
        Assert.Empty(discord.GetProperty("allowed_mentions").GetProperty("parse").EnumerateArray());
        Assert.Contains(@"\*\*now\*\*", discord.GetProperty("content").GetString(), StringComparison.Ordinal);
        var slack = Body(receiver, "/services/T/B/x");
        Assert.Equal("plain_text", slack.GetProperty("blocks")[0].GetProperty("text").GetProperty("type").GetString());
        Assert.DoesNotContain("<!channel>", slack.GetProperty("text").GetString(), StringComparison.Ordinal);
        var telegram = Body(receiver, $"/bot{Token}/sendMessage");
        Assert.Equal(("HTML", "-100123"), (telegram.GetProperty("parse_mode").GetString(), telegram.GetProperty("chat_id").GetString()));
        Assert.Contains("&lt;b&gt;", telegram.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.All(await house.LogAsync(tenant), row => Assert.Equal(DeliveryState.Sent, row.State));
        Assert.DoesNotContain(await house.Query.ChannelsAsync(tenant, CancellationToken.None), channel => channel.Shown.Contains("AAEh", StringComparison.Ordinal));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Mail_ToAServer_ArrivesAsPlainTextOrSaysWhyNot(bool takes)
    {
        await using var server = new MailServer(takes ? "250 taken" : "550 no such box");
        await using var house = new NotificationHouse(database);
        var tenant = await database.SeedTenantAsync();
        await house.AddAsync(tenant, new ChannelDraft(ChannelKind.Email, "mail", server.Address, "pass word", "ann@example.org", "bot@example.org", "bot"));
        await house.HaltAsync(tenant, "Grüße");

        await house.LookAsync(tenant);
        await house.DeliverAsync(tenant);

        var row = Assert.Single(await house.LogAsync(tenant));
        Assert.Equal((takes ? DeliveryState.Sent : DeliveryState.Failed, takes ? null : "The receiver answered 550: no such box"), (row.State, row.LastError));
        var said = server.Said;
        Assert.Contains("MAIL FROM:<bot@example.org>", said);
        Assert.Contains("RCPT TO:<ann@example.org>", said);
        Assert.Contains("AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0bot\0pass word")), said);
        if (!takes) return;
        var text = Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(said.SkipWhile(line => line.Length > 0 || said.IndexOf("DATA") > said.IndexOf(line)).SkipWhile(line => line.Length == 0).TakeWhile(line => line != "."))));
        Assert.Contains("Grüße", text, StringComparison.Ordinal);
    }

    private static JsonElement Body(RawReceiver receiver, string path)
    {
        var request = receiver.Requests.Single(request => request.StartsWith($"POST {path} ", StringComparison.Ordinal));
        return JsonDocument.Parse(request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).RootElement;
    }

    /// <summary>Speaks as much SMTP as one mail needs, in clear on loopback.</summary>
    private sealed class MailServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _talking;

        public MailServer(string answer)
        {
            _listener.Start();
            _talking = TalkAsync(answer);
        }

        public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public List<string> Said { get; } = [];

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _talking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // nobody called, or the test says what was wrong
        }

        private async Task TalkAsync(string answer)
        {
            using var client = await _listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 mail");
            var isText = false;
            while (await reader.ReadLineAsync() is { } line)
            {
                Said.Add(line);
                if (isText && line != ".") continue;
                if (line == "QUIT") break;
                await writer.WriteLineAsync(isText ? answer : line.Split(' ')[0] switch
                {
                    "EHLO" => "250-mail\r\n250 AUTH PLAIN",
                    "AUTH" => "235 welcome",
                    "DATA" => "354 go on",
                    _ => "250 fine",
                });
                isText = line == "DATA";
            }
        }
    }
}
