using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The size of a mirrored buy and the three limits it has to meet: market floor, target's ceiling, balance (R0.17, R0.18, R0.23, R1.10).</summary>
/// <param name="Shares">What would be ordered.</param>
/// <param name="ReachesFloor">The policy wants at least the market's minimum, or, for the smallest bet, the minimum fits the ceiling.</param>
/// <param name="FitsCeiling">With what we have on this token already it stays within the target's ceiling; false when our holding is not known.</param>
/// <param name="IsCovered">Our balance is known and pays for it.</param>
/// <param name="Trace">The arithmetic.</param>
internal sealed record EntrySize(Shares Shares, bool ReachesFloor, bool FitsCeiling, bool IsCovered, SizingTrace Trace)
{
    /// <summary>Decimals of an order's quantity at the venue.</summary>
    public const int ShareDecimals = 2;

    private const decimal ShareStep = 0.01m;

    public static EntrySize Of(SizingPolicy policy, ObservedFill fill, Market market, Price limit, Usdc ceiling, MirrorSnapshot snapshot)
    {
        var floor = Usdc.Max(market.MinimumShares.CostAt(limit), market.MinimumNotional);
        var floorShares = FloorShares(market, limit);
        var (desired, formula) = Desired(policy, fill, market, limit, floor);
        var wanted = policy is SizingPolicy.MinBet ? floorShares : Clamp(desired, limit, floorShares);
        var affordable = policy is SizingPolicy.MinBet || snapshot.FreeCollateral is null
            ? wanted
            : Shares.Min(wanted, Clamp(Usdc.Min(desired, snapshot.FreeCollateral.Value), limit, floorShares));
        var cost = affordable.CostAt(limit);
        var reachesFloor = policy is SizingPolicy.MinBet ? cost <= ceiling : desired >= floor;
        if (reachesFloor && affordable < wanted) formula += $", balance {Money(snapshot.FreeCollateral ?? Usdc.Zero)}";
        return new(
            affordable,
            reachesFloor,
            snapshot.HeldShares is not null && snapshot.OpenIntent + cost <= ceiling,
            snapshot.FreeCollateral is { } free && cost <= free,
            new SizingTrace(floor, desired, ceiling - snapshot.OpenIntent, reachesFloor ? affordable : null, formula));
    }

    public static string Money(Usdc amount) => (amount < Usdc.Zero ? "-$" : "$") + Math.Abs(amount.Amount).ToString("0.00", CultureInfo.InvariantCulture);

    // In shares, so that no rounding of dollars can fall under either minimum.
    private static Shares FloorShares(Market market, Price limit)
    {
        var shares = Shares.Max(
            Shares.RoundUp(market.MinimumShares.Quantity, ShareDecimals),
            Shares.RoundUp(market.MinimumNotional.Amount / limit.Value, ShareDecimals));
        return shares.CostAt(limit) >= market.MinimumNotional ? shares : shares + Shares.Of(ShareStep);
    }

    private static Shares Clamp(Usdc dollars, Price limit, Shares floor) =>
        Shares.Max(dollars > Usdc.Zero ? Shares.RoundDown(dollars.Amount / limit.Value, ShareDecimals) : Shares.Zero, floor);

    private static (Usdc Desired, string Formula) Desired(SizingPolicy policy, ObservedFill fill, Market market, Price limit, Usdc floor) => policy switch
    {
        SizingPolicy.MinBet => (floor, market.MinimumShares.CostAt(limit) < floor
            ? $"market minimum {Money(floor)}"
            : $"market minimum {market.MinimumShares} × {Cents(limit)} = {Money(floor)}"),
        SizingPolicy.Fixed @fixed => (@fixed.Amount, $"{Money(@fixed.Amount)} for every fill"),
        SizingPolicy.Percentage share => Percentage(share.Percent, fill.Notional),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a sizing policy."),
    };

    private static (Usdc Desired, string Formula) Percentage(decimal percent, Usdc theirs)
    {
        var desired = Usdc.RoundDown(theirs.Amount * percent / 100m);
        return (desired, $"{percent.ToString("0.####", CultureInfo.InvariantCulture)}% of {Money(theirs)} = {Money(desired)}");
    }

    public static string Cents(Price price) => (price.Value * 100m).ToString("0.####", CultureInfo.InvariantCulture) + "¢";
}
