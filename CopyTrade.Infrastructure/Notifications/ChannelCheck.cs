using System.Globalization;
using System.Text.RegularExpressions;
using CopyTrade.Domain.Notifications;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Reads what a person says about a channel.</summary>
internal static partial class ChannelCheck
{
    private static readonly string[] DiscordHosts = ["discord.com", "discordapp.com", "ptb.discord.com", "canary.discord.com"];
    private static readonly string[] SlackHosts = ["hooks.slack.com", "hooks.slack-gov.com"];
    private static readonly int[] MailPorts = [465, 587, 2525];

    /// <summary>The destination and how it is shown, or why it is none.</summary>
    public static (ChannelDestination? Destination, string Shown, string? Problem) Read(ChannelDraft draft, IReadOnlySet<string> named)
    {
        var clean = new ChannelDestination(draft.Address.Trim(), draft.Token.Trim(), draft.Recipient.Trim(), draft.Sender.Trim(), draft.User.Trim());
        if (draft.Name.Trim() is not { Length: >= 1 and <= 60 } name || name.Any(char.IsControl)) return (null, "", "Give the channel a name of at most 60 characters.");
        var (shown, problem) = draft.Kind switch
        {
            ChannelKind.Webhook => Http(clean, named, [], "/"),
            ChannelKind.WakeUp => WakeUp(clean, named),
            ChannelKind.Discord => Http(clean, named, DiscordHosts, "/api/webhooks/"),
            ChannelKind.Slack => Http(clean, named, SlackHosts, "/services/"),
            ChannelKind.Telegram => Telegram(clean),
            ChannelKind.Email => Mail(clean, named),
            _ => ("", "This channel is not known."),
        };
        return problem is null ? (clean, shown, null) : (null, "", problem);
    }

    /// <summary>Host and port of a mail server; null when it is neither.</summary>
    public static (string Host, int Port)? Server(string address)
    {
        var at = address.LastIndexOf(':');
        return at > 0 && int.TryParse(address.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 && Uri.CheckHostName(address[..at]) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? (address[..at].ToLowerInvariant(), port) : null;
    }

    private static (string Shown, string? Problem) Http(ChannelDestination to, IReadOnlySet<string> named, string[] hosts, string path)
    {
        if (OutgoingAddress.TryParse(to.Address, named, out var address) is { } problem) return ("", problem);
        var uri = address!.Uri;
        if (hosts.Length > 0 && !address.IsNamed && !hosts.Contains(uri.Host)) return ("", $"This is not an address of {hosts[0]}: copy it from there.");
        if (!uri.AbsolutePath.StartsWith(path, StringComparison.Ordinal)) return ("", $"The address has to go on with {path}: copy it as it was given.");
        // What follows the host may be the secret itself.
        return ($"{uri.Authority}{(uri.PathAndQuery.Length > 1 ? "/…" + (uri.PathAndQuery.Length > 12 ? uri.PathAndQuery[^4..] : "") : "")}", null);
    }

    private static (string Shown, string? Problem) WakeUp(ChannelDestination to, IReadOnlySet<string> named) =>
        to.Token.Length is < 1 or > 500 || to.Token.Any(letter => letter is <= ' ' or > '~')
            ? ("", "Give the token that your agent expects: letters, digits and signs without spaces.")
            : Http(to, named, [], "/");

    private static (string Shown, string? Problem) Telegram(ChannelDestination to)
    {
        if (!BotToken().IsMatch(to.Token)) return ("", "This is not a bot's token: BotFather gives one like 123456789:AAE….");
        return Chat().IsMatch(to.Recipient) ? ($"chat {to.Recipient}, bot {to.Token[..to.Token.IndexOf(':', StringComparison.Ordinal)]}", null) : ("", "Give the number of the chat, or the @name of a channel.");
    }

    private static (string Shown, string? Problem) Mail(ChannelDestination to, IReadOnlySet<string> named)
    {
        if (Server(to.Address) is not { } server) return ("", "Give the mail server with its port, such as smtp.example.org:587.");
        var isNamed = named.Contains(server.Host) || named.Contains($"{server.Host}:{server.Port}");
        if (!isNamed && OutgoingAddress.TryParse($"https://{server.Host}/", named, out _) is { } problem) return ("", problem);
        if (!isNamed && !MailPorts.Contains(server.Port)) return ("", "Mail servers are called on port 465, 587 or 2525.");
        if (!Mailbox().IsMatch(to.Recipient)) return ("", "The receiver's mail address is not one.");
        if (!Mailbox().IsMatch(to.Sender)) return ("", "The sender's mail address is not one.");
        if (to.User.Length > 200 || to.Token.Length > 500 || (to.User + to.Token).Any(char.IsControl)) return ("", "The mail server's user name or password is too long.");
        return to.User.Length == 0 && to.Token.Length > 0 ? ("", "Give the user name that belongs to the password.") : ($"{to.Recipient} by {server.Host}", null);
    }

    [GeneratedRegex("^[0-9]{5,15}:[A-Za-z0-9_-]{30,64}$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex BotToken();

    [GeneratedRegex("^(-?[0-9]{1,20}|@[A-Za-z0-9_]{4,32})$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Chat();

    [GeneratedRegex("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Mailbox();
}
