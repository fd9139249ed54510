using CopyTrade.Domain.Notifications;

namespace CopyTrade.Web.Features.Notifications;

/// <summary>A channel while it is typed. What is secret in it is never read back.</summary>
public sealed class ChannelForm
{
    public ChannelKind Kind { get; set; }

    public string Name { get; set; } = "";

    public string Address { get; set; } = "";

    public string Token { get; set; } = "";

    public string Recipient { get; set; } = "";

    public string Sender { get; set; } = "";

    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    public string Code { get; set; } = "";

    public bool HasAddress => Kind != ChannelKind.Telegram;

    public bool HasToken => Kind is ChannelKind.Telegram or ChannelKind.WakeUp or ChannelKind.Email;

    public bool HasRecipient => Kind is ChannelKind.Telegram or ChannelKind.Email;

    public bool IsMail => Kind == ChannelKind.Email;

    public ChannelDraft Draft => new(Kind, Name, HasAddress ? Address : "", HasToken ? Token : "", HasRecipient ? Recipient : "", IsMail ? Sender : "", IsMail ? User : "");

    public bool IsComplete => Name.Trim().Length > 0 && (!HasAddress || Address.Trim().Length > 0) && (Kind is not (ChannelKind.Telegram or ChannelKind.WakeUp) || Token.Trim().Length > 0) && (!HasRecipient || Recipient.Trim().Length > 0);

    public string AddressSays => Kind switch
    {
        ChannelKind.Email => "The mail server with its port: 465 for TLS, 587 for STARTTLS.",
        ChannelKind.Discord => "Server settings, Integrations, Webhooks, Copy webhook URL. The address is a secret.",
        ChannelKind.Slack => "The incoming webhook of your Slack app. The address is a secret.",
        ChannelKind.WakeUp => "Called by alerts of mode WAKE_AGENT, with the alert in the body.",
        _ => "Each message is a POST, signed by Standard Webhooks. Only https, only public hosts.",
    };

    public static string Words(ChannelKind kind) => kind switch
    {
        ChannelKind.Webhook => "Webhook",
        ChannelKind.Telegram => "Telegram",
        ChannelKind.Discord => "Discord",
        ChannelKind.Slack => "Slack",
        ChannelKind.Email => "E-mail",
        _ => "Wake-up of an agent",
    };
}
