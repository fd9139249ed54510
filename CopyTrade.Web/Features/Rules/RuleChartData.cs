using CopyTrade.Domain.Rules;

namespace CopyTrade.Web.Features.Rules;

/// <summary>What the chart of a rule draws, oldest first.</summary>
/// <param name="Prices">Prices that it looked at: of each stretch first, lowest, highest and last.</param>
/// <param name="Triggers">The trigger from each moment on.</param>
/// <param name="Marks">Where it fired, asked, and what was sold.</param>
public sealed record RuleChartData(
    IReadOnlyList<(DateTimeOffset At, decimal Price)> Prices, IReadOnlyList<(DateTimeOffset At, decimal Trigger)> Triggers, IReadOnlyList<(DateTimeOffset At, decimal Price, string Says, string Tone)> Marks)
{
    public DateTimeOffset From => Prices.Select(point => point.At).Concat(Triggers.Select(step => step.At)).Concat(Marks.Select(mark => mark.At)).Min();

    public DateTimeOffset To { get; private init; }

    public bool IsEmpty => Prices.Count < 2;

    public static RuleChartData Of(IReadOnlyList<RuleEntry> entries, DateTimeOffset now, bool isOver)
    {
        var prices = entries.SelectMany(Priced).Where(point => point.Price is not null).Select(point => (point.At, Price: point.Price!.Value.Value)).Distinct().OrderBy(point => point.At).ToList();
        var steps = new List<(DateTimeOffset At, decimal Trigger)>();
        foreach (var entry in entries.Where(entry => entry.Trigger is not null).OrderBy(entry => entry.Evaluations?.First.At ?? entry.At))
        {
            var trigger = (entry.Evaluations?.First.Trigger ?? entry.Trigger)?.Value;
            if (trigger is { } level && (steps.Count == 0 || steps[^1].Trigger != level)) steps.Add((entry.Evaluations?.First.At ?? entry.At, level));
        }

        var marks = entries.Reverse().Select(Mark).OfType<(DateTimeOffset, decimal, string, string)>().ToList();
        var last = prices.Select(point => point.At).Concat(entries.Select(entry => entry.At)).DefaultIfEmpty(now).Max();
        return new(prices, steps, marks) { To = isOver ? last : now };
    }

    private static IEnumerable<(DateTimeOffset At, Domain.Money.Price? Price)> Priced(RuleEntry entry) => entry switch
    {
        { Evaluations: { } seen } => [(seen.First.At, seen.First.Price), (seen.Lowest?.At ?? seen.First.At, seen.Lowest?.Price), (seen.Highest?.At ?? seen.First.At, seen.Highest?.Price), (seen.Last.At, seen.Last.Price)],
        { Kind: RuleEventKind.RuleTriggered or RuleEventKind.RuleTrailingUpdated or RuleEventKind.ActionPendingApproval or RuleEventKind.ActionExecuted } => [(entry.At, entry.Price)],
        _ => [],
    };

    private static (DateTimeOffset, decimal, string, string)? Mark(RuleEntry entry) => entry switch
    {
        { Kind: RuleEventKind.RuleTriggered, Price: { } price } => (entry.At, price.Value, "fired", "warn"),
        { Kind: RuleEventKind.ActionPendingApproval, Price: { } price } => (entry.At, price.Value, "asked", "info"),
        { Kind: RuleEventKind.ActionExecuted } when (entry.Price ?? entry.Trigger) is { } price => (entry.At, price.Value, "sold", "gain"),
        _ => null,
    };
}
