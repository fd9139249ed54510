using System.ComponentModel.DataAnnotations;

namespace CopyTrade.Infrastructure.Notifications;

public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>Hosts inside the operator's own network that may be called, separated by commas: <c>127.0.0.1:9000, mail.example.lan</c>. Empty: none.</summary>
    public string AllowedHosts { get; init; } = "";

    /// <summary>Where people reach this installation, for links in messages: <c>https://copy.example.org</c>. Empty: messages carry no links.</summary>
    [RegularExpression("^$|^https?://[^ ]+$")]
    public string PublicUrl { get; init; } = "";

    /// <summary>Telegram's bot API, or a server of one's own for it.</summary>
    [Url]
    public string TelegramUrl { get; init; } = ChannelSender.TelegramUrl;

    internal IReadOnlySet<string> Named => AllowedHosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(host => host.ToLowerInvariant()).ToHashSet();

    internal Uri? Home => Uri.TryCreate(PublicUrl, UriKind.Absolute, out var home) ? home : null;
}
