using System.Globalization;

namespace CopyTrade.Tests.Simulation;

/// <summary>What was done together in one run or in many.</summary>
/// <param name="Seeds">Runs whose hosts take many orders at once.</param>
/// <param name="Batches">Transactions for orders together that lasted.</param>
/// <param name="Shared">How many of those held more than one.</param>
/// <param name="Orders">Orders in the shared ones.</param>
/// <param name="Largest">The most orders in one.</param>
/// <param name="Unheard">Those whose commit was not heard of.</param>
/// <param name="Rivals">Those that let several sales of one book through.</param>
internal sealed record SimTogether(int Seeds, int Batches, int Shared, int Orders, int Largest, int Unheard, int Rivals)
{
    public static SimTogether None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    public static SimTogether Of(SimDatabase database)
    {
        var shared = database.Batches.Where(orders => orders > 1).ToList();
        return new(1, database.Batches.Count, shared.Count, shared.Sum(), database.Batches.DefaultIfEmpty().Max(), database.BatchesUnheard, database.RivalsTogether);
    }

    public static SimTogether operator +(SimTogether one, SimTogether other) => new(
        one.Seeds + other.Seeds, one.Batches + other.Batches, one.Shared + other.Shared, one.Orders + other.Orders, Math.Max(one.Largest, other.Largest), one.Unheard + other.Unheard, one.Rivals + other.Rivals);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Seeds} seeds with batches: {Batches} batches, {Shared} of several orders ({Orders} orders, at most {Largest}), {Unheard} commits not heard of, {Rivals} with sales of one book");
}
