using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>A copied sale that is over while shares are left that nothing watches: no sale is on its way, and no rule guards them.</summary>
/// <param name="Order">The sale.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Sold">What it sold.</param>
/// <param name="At">When it ended.</param>
public sealed record StrandedExit(OrderId Order, StrandReason Reason, Shares Sold, DateTimeOffset At)
{
    /// <summary>What happened and what to do, in a sentence or two.</summary>
    public string Words => Say(Reason, Sold > Shares.Zero);

    /// <summary>The same of what a record knows.</summary>
    public static string Say(StrandReason reason, bool isPartSold) =>
        $"Their wallet sold; yours {(isPartSold ? "sold only a part" : "did not")}: {WhyOf(reason)}. Close it by hand or set a stop.";

    private static string WhyOf(StrandReason reason) => reason switch
    {
        StrandReason.NoBid => "no bid within 10 %",
        StrandReason.HourFull => "the hour's cap had no free place in time",
        StrandReason.TooLate => "it waited until it was too late",
        StrandReason.Refused => "the venue refused the order",
        StrandReason.NotAllowed => "your limits or the wallet did not allow it",
        _ => "its order was taken back",
    };
}
