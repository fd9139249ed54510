using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Domain.Mirroring;

/// <summary>What holds for every policy and every rule, over a fixed set of seeds; a failure names the input.</summary>
public sealed class PlannerProperties(ITestOutputHelper output)
{
    private const int Seeds = 40;
    private const int InputsPerSeed = 500;

    [Fact]
    public void Plan_AnyBuy_StaysWithinFloorCapsAndGrid() => ForAll(placed: OrderSide.Buy, (input, place) =>
    {
        // An order that gives way makes room for no more than it takes itself.
        var snapshot = place.Intent.Replaces is null ? input.Snapshot : input.Snapshot.Without(input.Snapshot.Resting!);
        var (market, intent, rules, own) = (input.Market!, place.Intent, input.Counting, snapshot.Own);
        var resting = intent.TimeInForce == TimeInForce.Gtc;
        Assert.True(market.Tick.Contains(intent.Limit), "off the grid");
        Assert.True(intent.Shares > Shares.Zero && decimal.Round(intent.Shares.Quantity, 2) == intent.Shares.Quantity, "not a quantity of the venue");
        Assert.True(!resting || intent.Shares >= market.MinimumShares, "under the share minimum");
        Assert.True(intent.Notional >= market.MinimumNotional, "under the dollar minimum");
        Assert.True(snapshot.OpenIntent + intent.Notional <= input.Target.MaxPerTrade, "above the ceiling");
        Assert.True(intent.Notional <= snapshot.FreeCollateral, "above the balance");
        Assert.True(resting ? Math.Abs(intent.Limit.Value - input.Fill.Price.Value) <= market.Tick.Value / 2m : intent.Limit.Value <= Math.Max(input.Fill.Price.Value * (1m + ((rules.MaxSlippagePercent ?? 0m) / 100m)), input.Fill.Price.Value + (market.Tick.Value / 2m)), "limit beyond what was allowed");
        AssertCap(rules.MaxPerMarketUsdc, own?.Market, intent.Notional);
        AssertCap(rules.MaxPerTargetUsdc, own?.Target, intent.Notional);
        AssertCap(rules.MaxTotalUsdc, own?.Total, intent.Notional);
        Assert.True(rules.MaxDailyLossUsdc is not > 0m || -own!.RealizedToday!.Value.Amount < rules.MaxDailyLossUsdc, "bought after the day's losses");
        Assert.True(rules.MaxTradesPerHour is not > 0 || own!.EntriesLastHour < rules.MaxTradesPerHour, "too many trades");
        Assert.True(rules.OwnMinimumUsdc is not { } least || intent.Notional.Amount >= least, "under the own minimum");
        Assert.True(!rules.NeedsBook || input.Book?.BestAsk is not null, "bought without the book");
        Assert.Equal(input.Snapshot.RestingOrders > 0, place.Intent.Replaces is not null);
    });

    [Fact]
    public void Plan_AnyGatedFollowUp_StaysWithinItsShareOfOurExposure() => ForAll(placed: OrderSide.Buy, (input, place) =>
    {
        if (input.Counting.FollowUps is not { } follow || !follow.IsGatedFor(input.Target.Sizing)) return;
        if (place.Branch == MirrorBranch.Layer) Assert.True(place.Intent.Notional.Amount <= input.Snapshot.OpenIntent.Amount * follow.LayerShare, "layer too large");
        if (place.Branch == MirrorBranch.Hedge) Assert.True(place.Intent.Notional.Amount <= input.Snapshot.Own!.Opposite.Amount * follow.HedgeShare, "hedge too large");
    });

    [Fact]
    public void Plan_AnySell_NeverExceedsOurLotsAndLeavesNoDust() => ForAll(placed: OrderSide.Sell, (input, place) =>
    {
        var (held, sold) = (input.Snapshot.HeldShares!.Value, place.Intent.Shares);
        Assert.True(sold > Shares.Zero && sold <= held, "sold more than the lots");
        var left = Shares.RoundDown((held - sold).Quantity, 2);
        Assert.True(left == Shares.Zero || left >= input.Market!.MinimumShares, "left dust");
        Assert.True(place.Intent.TimeInForce != TimeInForce.Gtc || sold >= input.Market!.MinimumShares, "rests under the minimum");
        Assert.True(place.Intent.ReduceOnly);
    });

    [Fact]
    public void Plan_AnyInput_IsTotalPureAndTheSameAfterStorage()
    {
        var (placed, reasons) = (0, new HashSet<SkipReason>());
        foreach (var input in Inputs())
        {
            var decision = MirrorPlanner.Plan(input);
            var stored = DomainJson.Read<MirrorInput>(DomainJson.Write(input));
            Assert.Equal(decision, MirrorPlanner.Plan(input));
            Assert.Equal(input, stored);
            Assert.Equal(decision, MirrorPlanner.Plan(stored));
            if (decision is MirrorDecision.Skip skip) reasons.Add(skip.Reason);
            else placed++;
        }

        output.WriteLine($"{Seeds * InputsPerSeed} inputs, {placed} placed, {reasons.Count} reasons");
        Assert.True(placed > 500, $"only {placed} inputs led to an order");
        Assert.Empty(Enum.GetValues<SkipReason>().Except(reasons));
    }

    [Fact]
    public void Explain_AnyInput_AgreesWithTheDecision()
    {
        foreach (var input in Inputs())
        {
            var decision = MirrorPlanner.Plan(input);
            var checks = MirrorChecks.Explain(input, decision);
            if (decision is MirrorDecision.Place) Assert.All(checks, check => Assert.True(check.Passed == true && check.Values.Length > 0, check.Name));
            else Assert.True(checks.Count(check => check.Passed == false) == 1 && checks.SkipWhile(check => check.Passed == true).Skip(1).All(check => check.Passed is null));
            Assert.All(checks.Where(check => check.Passed == false), check => Assert.NotEqual("", check.Values));
        }
    }

    private static IEnumerable<MirrorInput> Inputs() => Enumerable.Range(1, Seeds).SelectMany(seed =>
    {
        var inputs = new RandomInputs(seed);
        return Enumerable.Range(0, InputsPerSeed).Select(_ => inputs.Next());
    });

    private static void ForAll(OrderSide placed, Action<MirrorInput, MirrorDecision.Place> holds)
    {
        foreach (var input in Inputs())
        {
            if (input.Fill.Side != placed || MirrorPlanner.Plan(input) is not MirrorDecision.Place place) continue;
            try
            {
                holds(input, place);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                throw new Xunit.Sdk.XunitException($"{e.Message}\n{place}\n{DomainJson.Write(input)}");
            }
        }
    }

    private static void AssertCap(decimal? cap, Usdc? exposure, Usdc cost) => Assert.True(cap is not > 0m || (exposure!.Value + cost).Amount <= cap, "above a cap");
}
