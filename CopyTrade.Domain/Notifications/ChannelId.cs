namespace CopyTrade.Domain.Notifications;

/// <summary>The row of a channel.</summary>
public readonly record struct ChannelId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
