namespace CopyTrade.Domain.Notifications;

/// <summary>How a change of a channel ended.</summary>
public abstract record ChannelChange
{
    private ChannelChange()
    {
    }

    /// <summary>Stored.</summary>
    /// <param name="Id">The channel.</param>
    /// <param name="Secret">Of a webhook, the new signing secret, shown this once; null otherwise.</param>
    public sealed record Done(ChannelId Id, string? Secret = null) : ChannelChange
    {
        /// <summary>Shows no secret.</summary>
        public override string ToString() => $"channel {Id}";
    }

    /// <summary>Nothing changed.</summary>
    /// <param name="Message">Why, for people.</param>
    public sealed record Refused(string Message) : ChannelChange;
}
