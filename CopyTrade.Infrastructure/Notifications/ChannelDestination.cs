namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Where a channel goes, as it is sealed. The members mean what they mean in a draft.</summary>
internal sealed record ChannelDestination(string Address, string Token, string Recipient, string Sender, string User)
{
    public override string ToString() => "channel destination";
}
