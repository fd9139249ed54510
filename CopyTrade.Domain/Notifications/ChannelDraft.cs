namespace CopyTrade.Domain.Notifications;

/// <summary>What a person says about a channel. Addresses and tokens of it are secrets: a page never gets them back, so a change says everything anew.</summary>
/// <param name="Kind">Stays for good.</param>
/// <param name="Name">For people, 1 to 60 characters.</param>
/// <param name="Address">Webhook, Discord, Slack, wake-up: the address. Mail: server and port.</param>
/// <param name="Token">Telegram: the bot's token. Wake-up: the bearer token. Mail: the password.</param>
/// <param name="Recipient">Telegram: the chat. Mail: who receives.</param>
/// <param name="Sender">Mail: who sends.</param>
/// <param name="User">Mail: the name to sign in with; empty for none.</param>
public sealed record ChannelDraft(ChannelKind Kind, string Name, string Address, string Token, string Recipient, string Sender, string User)
{
    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"{Kind} {Name}";
}
