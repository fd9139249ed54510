namespace CopyTrade.Tests.Faults;

/// <summary>One row of the table: a name, and its runs, each with a seed of its own.</summary>
internal sealed record FaultScenario(string Name, IReadOnlyList<Func<Task<DrillResult>>> Runs);
