using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The size of a mirrored buy and the limits it has to meet: market floor, target's ceiling, balance (R0.17, R0.18, R0.23, R1.10).</summary>
/// <param name="Shares">What would be ordered.</param>
/// <param name="Refusal">Why the policy wants nothing; null when it does.</param>
/// <param name="ReachesFloor">The policy wants at least the market's minimum, or, for the smallest bet, the minimum fits the ceiling.</param>
/// <param name="IsSmall">It does not reach the floor because it is small, so that more of its kind would help.</param>
/// <param name="FitsCeiling">With what we have on this token already it stays within the target's ceiling; false when our holding is not known.</param>
/// <param name="IsCovered">Our balance is known and pays for it.</param>
/// <param name="Cost">What it costs at the limit.</param>
/// <param name="Trace">The arithmetic.</param>
internal sealed record EntrySize(Shares Shares, SkipReason? Refusal, bool ReachesFloor, bool IsSmall, bool FitsCeiling, bool IsCovered, Usdc Cost, SizingTrace Trace)
{
    /// <summary>Decimals of an order's quantity at the venue.</summary>
    public const int ShareDecimals = 2;

    private const decimal ShareStep = 0.01m;

    /// <summary>The size of this fill at this limit for an order of this life.</summary>
    public static EntrySize Of(MirrorInput input, MirrorBranch branch, Market market, Price limit, TimeInForce lifetime)
    {
        var (ceiling, snapshot) = (input.Target.MaxPerTrade, input.Snapshot);
        // What takes at once need not be as large as what rests.
        var minimum = lifetime is TimeInForce.Fak or TimeInForce.Fok ? Shares.Zero : market.MinimumShares;
        var floor = Usdc.Max(minimum.CostAt(limit), market.MinimumNotional);
        var floorShares = FloorShares(minimum, market.MinimumNotional, limit);
        var says = minimum.CostAt(limit) < floor ? $"market minimum {Money(floor)}" : $"market minimum {minimum} × {Cents(limit)} = {Money(floor)}";
        var wish = FollowUpSize.Applies(input, branch) ? FollowUpSize.Of(input, branch, floor, says) : SizeWishes.Of(input, floor, says);
        if (wish.Refusal is { } refusal)
            return new(Shares.Zero, refusal, refusal != SkipReason.BelowMarketMin, false, false, false, Usdc.Zero, new SizingTrace(floor, wish.Dollars, ceiling - snapshot.OpenIntent, null, wish.Formula));

        var most = wish.Most is { } own ? Usdc.Min(own, ceiling) : ceiling;
        var wanted = wish.IsFloor ? floorShares : Clamp(wish.Dollars, limit, floorShares);
        var affordable = wish.IsFloor || snapshot.FreeCollateral is null
            ? wanted
            : Shares.Min(wanted, Clamp(Usdc.Min(wish.Dollars, snapshot.FreeCollateral.Value), limit, floorShares));
        var cost = affordable.CostAt(limit);
        var reachesFloor = affordable > Shares.Zero && (wish.IsFloor ? cost <= most : wish.Dollars >= floor);
        var formula = reachesFloor && affordable < wanted ? $"{wish.Formula}, balance {Money(snapshot.FreeCollateral ?? Usdc.Zero)}" : wish.Formula;
        return new(
            affordable,
            null,
            reachesFloor,
            !wish.IsFloor && !reachesFloor,
            snapshot.HeldShares is not null && snapshot.OpenIntent + cost <= ceiling && (wish.Most is null || cost <= wish.Most),
            snapshot.FreeCollateral is { } free && cost <= free,
            cost,
            new SizingTrace(floor, wish.Dollars, ceiling - snapshot.OpenIntent, reachesFloor ? affordable : null, formula));
    }

    public static string Money(Usdc amount) => (amount < Usdc.Zero ? "-$" : "$") + Math.Abs(amount.Amount).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Cents(Price price) => (price.Value * 100m).ToString("0.####", CultureInfo.InvariantCulture) + "¢";

    // In shares, so that no rounding of dollars can fall under either minimum.
    private static Shares FloorShares(Shares minimum, Usdc notional, Price limit)
    {
        var shares = Shares.Max(Shares.RoundUp(minimum.Quantity, ShareDecimals), Shares.RoundUp(notional.Amount / limit.Value, ShareDecimals));
        return shares.CostAt(limit) >= notional ? shares : shares + Shares.Of(ShareStep);
    }

    private static Shares Clamp(Usdc dollars, Price limit, Shares floor) =>
        Shares.Max(dollars > Usdc.Zero ? Shares.RoundDown(dollars.Amount / limit.Value, ShareDecimals) : Shares.Zero, floor);
}
