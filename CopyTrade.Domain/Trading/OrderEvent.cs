namespace CopyTrade.Domain.Trading;

/// <summary>Something that happened to an order. What it does to the status is <see cref="OrderLifecycle"/>'s affair.</summary>
public abstract record OrderEvent
{
    private OrderEvent()
    {
    }

    /// <summary>Our authoriser refused it; it was never signed.</summary>
    public sealed record Denied : OrderEvent;

    /// <summary>It waited longer than it was worth sending, and is proven not to be at the venue.</summary>
    public sealed record Expired : OrderEvent;

    /// <summary>The venue has it; nothing is said about matches.</summary>
    public sealed record Accepted : OrderEvent;

    /// <summary>The venue refused it for good.</summary>
    public sealed record Rejected : OrderEvent;

    /// <summary>A part is matched, the rest may still match.</summary>
    public sealed record PartFilled : OrderEvent;

    /// <summary>All of it is matched.</summary>
    public sealed record FullyFilled : OrderEvent;

    /// <summary>It no longer rests: cancelled, killed, expired at the venue. Matched shares stay.</summary>
    public sealed record Canceled : OrderEvent;

    /// <summary>The settlement of a match failed: those shares were never traded.</summary>
    /// <param name="AnyLeft">True when other matches of the order stand.</param>
    public sealed record MatchVoided(bool AnyLeft) : OrderEvent;
}
