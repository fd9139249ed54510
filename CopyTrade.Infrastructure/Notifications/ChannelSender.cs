using System.Text.Json;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Notifications.Outgoing;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Says a message in the words of its channel.</summary>
internal sealed class ChannelSender(OutgoingHttp http, SmtpClient smtp, IOptions<NotificationOptions> options, TimeProvider clock)
{
    public const string TelegramUrl = "https://api.telegram.org";

    /// <param name="kind">Of the channel.</param>
    /// <param name="to">Where.</param>
    /// <param name="secrets">To sign with, newest first.</param>
    /// <param name="id">Of the message; the same on every attempt.</param>
    /// <param name="items">What happened, oldest first.</param>
    /// <param name="leftOut">How many more there were.</param>
    /// <param name="ct">Ends the attempt.</param>
    public Task<OutgoingAnswer> SendAsync(ChannelKind kind, ChannelDestination to, IReadOnlyList<string> secrets, Guid id, IReadOnlyList<Notification> items, int leftOut, CancellationToken ct)
    {
        var message = new NotificationMessage(items, leftOut, options.Value.Home);
        return kind switch
        {
            ChannelKind.Webhook => WebhookAsync(to, secrets, id, message, ct),
            ChannelKind.Discord => PostAsync(to.Address, new { content = MessageText.Discord(message), allowed_mentions = new { parse = Array.Empty<string>() }, flags = 4 }, ct),
            ChannelKind.Slack => PostAsync(to.Address, Slack(message), ct),
            ChannelKind.Telegram => PostAsync($"{options.Value.TelegramUrl.TrimEnd('/')}/bot{to.Token}/sendMessage", new { chat_id = to.Recipient, text = MessageText.Telegram(message), parse_mode = "HTML", link_preview_options = new { is_disabled = true } }, ct),
            ChannelKind.Email when ChannelCheck.Server(to.Address) is { } server => smtp.SendAsync(
                new SmtpMail(server, to.User.Length > 0 ? to.User : null, to.Token, to.Sender, to.Recipient, $"CopyTrade: {message.Headline}", MessageText.Plain(message), id.ToString("N")), ct),
            _ => Task.FromResult<OutgoingAnswer>(new OutgoingAnswer.Refused("This channel cannot be written to.")),
        };
    }

    /// <summary>Calls an agent's address with its token (R4.19).</summary>
    public Task<OutgoingAnswer> WakeAsync(ChannelDestination to, Guid id, string correlation, object body, CancellationToken ct) =>
        http.PostAsync(to.Address, JsonSerializer.SerializeToUtf8Bytes(body, DomainJson.Options), [("Authorization", $"Bearer {to.Token}"), ("X-Correlation-Id", correlation), ("Idempotency-Key", id.ToString("D"))], ct);

    private Task<OutgoingAnswer> WebhookAsync(ChannelDestination to, IReadOnlyList<string> secrets, Guid id, NotificationMessage message, CancellationToken ct)
    {
        object Data(Notification item) => new { item.Id, item.Kind, item.Severity, item.Title, item.Text, Url = message.LinkOf(item), item.Subject, item.HappenedAt };
        var now = clock.GetUtcNow();
        var single = message.Items.Count == 1 && message.LeftOut == 0;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Type = single ? message.Items[0].Kind.ToText() : "digest",
                Timestamp = message.Items.Max(item => item.HappenedAt),
                Data = single ? Data(message.Items[0]) : new { Notifications = message.Items.Select(Data), message.LeftOut },
            }, DomainJson.Options);
        return http.PostAsync(to.Address, body, WebhookSignature.Headers("msg_" + id.ToString("N"), now, body, secrets), ct);
    }

    private static object Slack(NotificationMessage message)
    {
        // In a block of plain text nothing is markup; only the link, which is ours, is.
        object Line(Notification item) => new { type = "section", text = new { type = "plain_text", text = MessageText.SlackBlock(item), emoji = false } };
        const int most = 20;
        var more = message.Items.Count - Math.Min(message.Items.Count, most) + message.LeftOut;
        object[] rest = more > 0 ? [new { type = "section", text = new { type = "plain_text", text = $"and {more} more, listed in the app", emoji = false } }] : [];
        object[] link = message.Items.Count == 1 && message.LinkOf(message.Items[0]) is { } url ? [new { type = "section", text = new { type = "mrkdwn", text = $"<{MessageText.Slack(url)}|Open>" } }] : [];
        return new { text = MessageText.Slack(message.Headline), unfurl_links = false, unfurl_media = false, blocks = (object[])[.. message.Items.Take(most).Select(Line), .. rest, .. link] };
    }

    private Task<OutgoingAnswer> PostAsync(string address, object body, CancellationToken ct) => http.PostAsync(address, JsonSerializer.SerializeToUtf8Bytes(body), [], ct);
}
