using CopyTrade.Domain.Money;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>The markets of the made-up world.</summary>
internal static class InventedMarkets
{
    private sealed record Plan(string Event, string Question, string Category, string First, string Second, decimal Tick, decimal Fee, decimal Fair, decimal Volatility, double EndsInHours, bool NegRisk = false);

    private static readonly Plan[] Plans =
    [
        new("Harbour Bridge opening", "Will the Harbour Bridge open before June?", "culture", "Yes", "No", 0.01m, 0.05m, 0.62m, 0.004m, 24 * 60),
        new("Larkfield mayor", "Will Ada Quill be mayor of Larkfield?", "politics", "Yes", "No", 0.01m, 0.04m, 0.41m, 0.004m, 24 * 90, true),
        new("Larkfield mayor", "Will Bram Otter be mayor of Larkfield?", "politics", "Yes", "No", 0.01m, 0.04m, 0.33m, 0.004m, 24 * 90, true),
        new("Larkfield mayor", "Will Cleo Marsh be mayor of Larkfield?", "politics", "Yes", "No", 0.001m, 0.04m, 0.118m, 0.0015m, 24 * 90, true),
        new("Comet Sable", "Will comet Sable be seen by eye in December?", "world", "Yes", "No", 0.01m, 0m, 0.54m, 0.005m, 24 * 30),
        new("Riverton at Eastgate", "Riverton vs. Eastgate: who wins?", "sports", "Riverton", "Eastgate", 0.0025m, 0.05m, 0.525m, 0.003m, 3),
        new("Night coin hourly", "Night coin up or down this hour?", "crypto", "Up", "Down", 0.01m, 0.07m, 0.5m, 0.008m, 0.75),
        new("Night coin year end", "Night coin above 200 at year end?", "crypto", "Yes", "No", 0.01m, 0.07m, 0.37m, 0.006m, 24 * 45),
        new("Polar research", "Will the Aurora station report a record low?", "weather", "Yes", "No", 0.01m, 0.05m, 0.28m, 0.004m, 24 * 20),
        new("Tin whistle prize", "Will a debut album win the Tin Whistle prize?", "culture", "Yes", "No", 0.001m, 0.05m, 0.46m, 0.003m, 24 * 12),
        new("Old pact renewal", "Will the Old Pact be renewed this winter?", "geopolitics", "Yes", "No", 0.01m, 0m, 0.71m, 0.004m, 24 * 70),
        new("Central rate", "Will the Meridian bank cut its rate next month?", "economics", "Cut", "No cut", 0.01m, 0.05m, 0.58m, 0.004m, 24 * 25),
    ];

    public static IReadOnlyList<string> Questions { get; } = [.. Plans.Select(plan => plan.Question)];

    /// <param name="state">The world.</param>
    /// <param name="prepared">The markets as an outside chain has them, by question; null when ids may be made up.</param>
    /// <param name="more">Markets beyond the described ones.</param>
    public static void AddTo(VenueState state, IReadOnlyDictionary<string, PreparedMarket>? prepared = null, int more = 0)
    {
        var number = 500_000;
        foreach (var plan in Plans.Concat(Enumerable.Range(1, more).Select(Another)))
        {
            state.Markets.Add(new()
            {
                Id = (++number).ToString(System.Globalization.CultureInfo.InvariantCulture),
                ConditionId = prepared?[plan.Question].ConditionId ?? state.Ids.Hash("condition", plan.Question),
                Question = plan.Question,
                Slug = Slugs.Of(plan.Question),
                EventId = (90_000 + Array.FindIndex(Plans, p => p.Event == plan.Event)).ToString(System.Globalization.CultureInfo.InvariantCulture),
                EventSlug = Slugs.Of(plan.Event),
                EventTitle = plan.Event,
                Category = plan.Category,
                Outcomes = [plan.First, plan.Second],
                Tokens = prepared?[plan.Question].Tokens ?? [state.Ids.Token(plan.Question + plan.First), state.Ids.Token(plan.Question + plan.Second)],
                Tick = TickSize.Of(plan.Tick),
                NegRisk = plan.NegRisk,
                FeeRate = plan.Fee,
                StartDate = state.Now.AddDays(-14),
                EndDate = state.Now.AddHours(plan.EndsInHours),
                Fair = plan.Fair,
                Volatility = plan.Volatility,
            });
        }
    }

    private static Plan Another(int number) => new($"Measured {number}", $"Does measured market {number} open?", "world", "Yes", "No", 0.01m, 0m, 0.505m, 0.00001m, 24 * 90);
}
