using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Tests.Builders;
using FsCheck;
using FsCheck.Fluent;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class MirrorPlannerProperties
{
    private static readonly Gen<MirrorInputBuilder> Inputs =
        from tick in Gen.Elements(0.1m, 0.01m, 0.005m, 0.0025m, 0.001m, 0.0001m)
        from price in Gen.Choose(0, 1_000_000)
        from minimumShares in Gen.Choose(0, 2_000)
        from minimumCents in Gen.Choose(0, 300)
        from maxCents in Gen.Choose(1, 3_000)
        from openCents in Gen.Choose(0, 1_000)
        from freeCents in Gen.Choose(0, 3_000)
        from theirs in Gen.Choose(1, 10_000_000)
        from policy in Gen.OneOf<SizingPolicy>(
            Gen.Constant<SizingPolicy>(new SizingPolicy.MinBet()),
            Gen.Choose(1, 3_000).Select(cents => (SizingPolicy)new SizingPolicy.Fixed(Usdc.Of(cents / 100m))),
            Gen.Choose(1, 10_000).Select(hundredths => (SizingPolicy)new SizingPolicy.Percentage(hundredths / 100m)))
        select new MirrorInputBuilder
        {
            Tick = tick,
            Price = price / 1_000_000m,
            MinimumShares = minimumShares / 100m,
            MinimumNotional = minimumCents / 100m,
            MaxPerTrade = maxCents / 100m,
            TheirShares = theirs / 1_000m,
            Sizing = policy,
            Snapshot = new(false, Shares.Zero, Shares.Zero, Usdc.Of(openCents / 100m), 0, Usdc.Of(freeCents / 100m)),
        };

    [Fact]
    public void Plan_AnyBuy_NeverLeavesFloorCeilingBalanceOrGrid() => Check(builder =>
    {
        var input = builder.Build();
        if (MirrorPlanner.Plan(input) is not MirrorDecision.Place place) return true;
        var (market, intent) = (input.Market!, place.Intent);
        return market.Tick.Contains(intent.Limit)
            && intent.Shares > Shares.Zero
            && decimal.Round(intent.Shares.Quantity, 2) == intent.Shares.Quantity
            && intent.Shares >= market.MinimumShares
            && intent.Notional >= market.MinimumNotional
            && input.Snapshot.OpenIntent + intent.Notional <= input.Target.MaxPerTrade
            && intent.Notional <= input.Snapshot.FreeCollateral
            && Math.Abs(intent.Limit.Value - input.Fill.Price.Value) <= market.Tick.Value / 2m;
    });

    [Fact]
    public void Explain_AnyBuy_AgreesWithTheDecision() => Check(builder =>
    {
        var input = builder.Build();
        var decision = MirrorPlanner.Plan(input);
        var checks = MirrorChecks.Explain(input, decision);
        return decision is MirrorDecision.Place
            ? checks.All(check => check.Passed == true && check.Values.Length > 0)
            : checks.Count(check => check.Passed == false) == 1 && checks.SkipWhile(check => check.Passed == true).Skip(1).All(check => check.Passed is null);
    });

    private static void Check(Func<MirrorInputBuilder, bool> holds) =>
        FsCheck.Fluent.Prop.ForAll(Inputs.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
}
