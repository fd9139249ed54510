using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The planner's checks one by one with the values that they compared: the answer to "why did it not copy?".</summary>
public static class MirrorChecks
{
    /// <summary>All checks that apply to this direction, in the planner's order, up to the one that ended it passed or failed, the rest not reached.</summary>
    public static IReadOnlyList<MirrorCheck> Explain(MirrorInput input, MirrorDecision decision)
    {
        var failed = decision is MirrorDecision.Skip skip ? skip.Reason : (SkipReason?)null;
        var trace = decision switch { MirrorDecision.Place place => place.Sizing, MirrorDecision.Skip { Sizing: { } sizing } => sizing, _ => null };
        return [.. Enum.GetValues<SkipReason>()
            .Where(reason => Applies(reason, input.Fill.Side))
            .Select(reason => new MirrorCheck(
                NameOf(reason, input.Target.Sizing is Targets.SizingPolicy.MinBet),
                failed is null || reason < failed ? true : reason == failed ? false : null,
                failed is null || reason <= failed ? ValuesOf(reason, input, decision, trace) : ""))];
    }

    private static bool Applies(SkipReason reason, OrderSide side) => side == OrderSide.Buy
        ? reason != SkipReason.SellWithoutPosition
        : reason <= SkipReason.SellWithoutPosition;

    private static string NameOf(SkipReason reason, bool smallest) => reason switch
    {
        SkipReason.AlreadyPlaced => "Not decided before",
        SkipReason.FillTooOld => "Fresh enough to follow",
        SkipReason.MarketUnknown => "Market takes orders",
        SkipReason.MarketPastEndDate => "Market has not ended",
        SkipReason.PriceOutsideClobBounds => "Price fits the market's grid",
        SkipReason.SellWithoutPosition => "We hold what they sell",
        SkipReason.BelowMarketMin => smallest ? "Market minimum within your ceiling" : "Above the market minimum",
        SkipReason.PositionCapReached => "Position cap has room",
        SkipReason.InsufficientBalance => "Balance covers it",
        SkipReason.AlreadyResting => "No order of ours is waiting",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    private static string ValuesOf(SkipReason reason, MirrorInput input, MirrorDecision decision, SizingTrace? trace) => reason switch
    {
        SkipReason.AlreadyPlaced => input.Snapshot.AlreadyDecided ? "decided earlier" : "first time",
        SkipReason.FillTooOld => $"{Seconds(input.Now - input.Fill.FilledAt)} old, limit {Seconds(input.MaxFillAge)}",
        SkipReason.MarketUnknown => input.Market switch
        {
            null => "not known to the venue",
            { Closed: true } => "closed",
            { AcceptingOrders: false } => "takes no orders",
            _ => "open",
        },
        SkipReason.MarketPastEndDate => input.Market?.EndsAt is { } end ? $"ends {end.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "no end stated",
        SkipReason.PriceOutsideClobBounds => Price(input, decision),
        SkipReason.SellWithoutPosition => input.Snapshot.HeldShares is { } held ? $"{held} held" : "holding not known",
        SkipReason.BelowMarketMin => Minimum(input, trace),
        SkipReason.PositionCapReached => Ceiling(input, trace),
        SkipReason.InsufficientBalance => input.Snapshot.FreeCollateral is { } free ? $"{EntrySize.Money(free)} free" : "balance not known",
        SkipReason.AlreadyResting => input.Snapshot.RestingOrders == 0 ? "none" : input.Snapshot.RestingOrders.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Price(MirrorInput input, MirrorDecision decision)
    {
        var grid = input.Market is { } market ? $" (grid {EntrySize.Cents(market.Tick.Lowest)})" : "";
        return decision is MirrorDecision.Place place ? $"{EntrySize.Cents(input.Fill.Price)} → {EntrySize.Cents(place.Intent.Limit)}{grid}" : EntrySize.Cents(input.Fill.Price) + grid;
    }

    private static string Minimum(MirrorInput input, SizingTrace? trace) => trace is not { Floor: { } floor } ? ""
        : input.Target.Sizing is Targets.SizingPolicy.MinBet ? $"{trace.Formula}, ceiling {EntrySize.Money(input.Target.MaxPerTrade)}"
        : $"{trace.Formula}, minimum {EntrySize.Money(floor)}";

    private static string Ceiling(MirrorInput input, SizingTrace? trace) => input.Snapshot.HeldShares is null
        ? "holding not known"
        : $"{EntrySize.Money(input.Snapshot.OpenIntent)} of {EntrySize.Money(input.Target.MaxPerTrade)} used" + (trace?.Shares is { } shares ? $", {shares} shares more" : "");

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
}
