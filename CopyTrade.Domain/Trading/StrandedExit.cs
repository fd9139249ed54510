using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Trading;

/// <summary>A target's sale that left shares of ours which nothing watches: no sale is on its way, and no rule guards them.</summary>
/// <param name="Order">Our sale; null when none was written, and then there is a <paramref name="Skip"/>.</param>
/// <param name="Skip">The decision that skipped their sale; null when there is an order.</param>
/// <param name="Reason">Why nothing more is sold.</param>
/// <param name="Sold">What was sold.</param>
/// <param name="At">Since when that is known, UTC.</param>
public sealed record StrandedExit(OrderId? Order, Guid? Skip, StrandReason Reason, Shares Sold, DateTimeOffset At)
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
        StrandReason.SeenTooLate => "their sale was seen too late",
        StrandReason.MarketShut => "the market took no orders then",
        StrandReason.OffGrid => "the market does not take their price",
        _ => "its order was taken back",
    };
}
