namespace CopyTrade.Domain.Venue;

/// <summary>One message of the user channel. The channel shows only our own orders and may repeat, skip or reorder.</summary>
public abstract record UserEvent
{
    private UserEvent()
    {
    }

    /// <summary>An order was placed, matched or cancelled.</summary>
    public sealed record Order(VenueOrderUpdate Update) : UserEvent;

    /// <summary>A trade reached a settlement state; one entry for each of our orders in it.</summary>
    public sealed record Trade(IReadOnlyList<VenueTrade> Trades) : UserEvent;

    /// <summary>The channel was connected (again): what happened before may be missing, so ask the venue.</summary>
    public sealed record Connected : UserEvent;
}
