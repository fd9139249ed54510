namespace CopyTrade.Web.Api;

/// <summary>A channel as it is made or changed. What is secret in it is taken and never given back.</summary>
/// <param name="Kind">Of a new channel; an existing one keeps its own.</param>
/// <param name="Name">For people.</param>
/// <param name="Address">Webhook, Discord, Slack, wake-up: the address. Mail: server and port.</param>
/// <param name="Token">Telegram: the bot's token. Wake-up: the bearer token. Mail: the password.</param>
/// <param name="Recipient">Telegram: the chat. Mail: who receives.</param>
/// <param name="Sender">Mail: who sends.</param>
/// <param name="User">Mail: the name to sign in with.</param>
/// <param name="Told">What it tells; all of it anew.</param>
/// <param name="Digest">Whether what is not critical is collected.</param>
/// <param name="Enabled">Whether it sends at all.</param>
/// <param name="Password">Of a person at a browser who changes where messages go.</param>
/// <param name="Code">The same, of the authenticator app.</param>
internal sealed record ChannelRequest(
    string? Kind, string? Name, string? Address, string? Token, string? Recipient, string? Sender, string? User, IReadOnlyList<string>? Told, string? Digest, bool? Enabled, string? Password, string? Code)
{
    /// <summary>True when it says where messages go.</summary>
    public bool NamesDestination => (Name ?? Address ?? Token ?? Recipient ?? Sender ?? User) is not null;

    /// <summary>True when it says what is told.</summary>
    public bool NamesTelling => Told is not null || Digest is not null || Enabled is not null;

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"channel request, {Kind} {Name}";
}
