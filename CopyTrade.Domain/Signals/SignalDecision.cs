using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Signals;

/// <summary>What becomes of an accepted intent.</summary>
public abstract record SignalDecision
{
    private SignalDecision()
    {
    }

    /// <summary>The values used.</summary>
    public abstract SignalTrace Trace { get; }

    /// <summary>Order it.</summary>
    public sealed record Place(OrderIntent Intent, SignalTrace Values) : SignalDecision
    {
        /// <inheritdoc />
        public override SignalTrace Trace => Values;
    }

    /// <summary>It would be ordered, but the profile only observes (R1.25).</summary>
    public sealed record Observe(OrderIntent Intent, SignalTrace Values) : SignalDecision
    {
        /// <inheritdoc />
        public override SignalTrace Trace => Values;
    }

    /// <summary>Too small by itself: kept until more of its kind comes, or its window is over (R1.22).</summary>
    public sealed record Wait(SignalTrace Values) : SignalDecision
    {
        /// <inheritdoc />
        public override SignalTrace Trace => Values;
    }

    /// <summary>Nothing is ordered.</summary>
    public sealed record Reject(SignalReject Code, string Message, SignalTrace Values) : SignalDecision
    {
        /// <inheritdoc />
        public override SignalTrace Trace => Values;
    }
}
