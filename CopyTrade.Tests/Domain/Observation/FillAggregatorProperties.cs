using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;
using FsCheck;
using FsCheck.Fluent;

namespace CopyTrade.Tests.Domain.Observation;

public sealed class FillAggregatorProperties
{
    // Few distinct values, so that equal rows, shared ids and shared seconds are common.
    private static readonly Gen<WalletTrade> Row =
        from wallet in Gen.Choose(1, 2)
        from transaction in Gen.Choose(1, 3)
        from shares in Gen.Choose(1, 3)
        from cents in Gen.Choose(60, 62)
        from side in Gen.Elements(OrderSide.Buy, OrderSide.Sell)
        from second in Gen.Choose(0, 1)
        select new WalletTrade(
            WalletAddress.Parse("0x" + new string((char)('0' + wallet), 40)), TransactionHash.Parse("0x" + new string((char)('0' + transaction), 64)),
            MirrorInputBuilder.Condition, MirrorInputBuilder.Token, side, Shares.Of(shares), Price.Of(cents / 100m), 1_784_327_295 + second, null, "Yes", null);

    private static readonly Gen<WalletTrade[]> Rows = Gen.ArrayOf(Row);

    [Fact]
    public void Group_RowsInAnyOrder_GivesTheSameFills() =>
        Check(from rows in Rows from shuffled in Gen.Shuffle(rows) select (rows, shuffled), pair =>
            FillAggregator.Group(pair.rows).SequenceEqual(FillAggregator.Group(pair.shuffled)));

    [Fact]
    public void Apply_AnswersInAnyOrderWithDecisionsBetween_StoresEveryRowOnce() =>
        Check(from rows in Rows from answers in Gen.ArrayOf(Gen.SubListOf(rows)) from routed in Gen.ArrayOf(Gen.Elements(true, false), 50) select (rows, answers, routed), sample =>
        {
            var store = new Dictionary<string, (FillSighting Of, StoredFill Fill)>();
            var moment = 0;
            foreach (var answer in (IReadOnlyList<WalletTrade>[])[.. sample.answers, sample.rows, sample.rows])
            {
                foreach (var seen in FillAggregator.Group(answer)) Keep(store, seen, sample.routed[moment++ % 50]);
            }

            var stored = store.Values.GroupBy(entry => (entry.Of.Wallet, entry.Of.BaseId)).ToDictionary(same => same.Key, same => same.Aggregate(FillLegs.None, (all, entry) => all.Plus(entry.Fill.Legs)));
            return FillAggregator.Group(sample.rows).ToDictionary(fill => (fill.Wallet, fill.BaseId), fill => fill.Legs).OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)
                .SequenceEqual(stored.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        });

    private static void Keep(Dictionary<string, (FillSighting Of, StoredFill Fill)> store, FillSighting seen, bool routeAfter)
    {
        var change = FillAggregator.Apply(seen, [.. store.Values.Where(entry => entry.Of.BaseId == seen.BaseId).Select(entry => entry.Fill)]);
        if (change is FillChange.Add add) store.Add(add.Id.Value, (seen, new StoredFill(add.Id, seen.Wallet, add.Legs, routeAfter)));
        else if (change is FillChange.Grow grow) store[grow.Id.Value] = (seen, new StoredFill(grow.Id, seen.Wallet, grow.Legs, routeAfter));
    }

    private static void Check<T>(Gen<T> samples, Func<T, bool> holds) =>
        FsCheck.Fluent.Prop.ForAll(samples.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
