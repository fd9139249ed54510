namespace CopyTrade.Tests.Simulation;

/// <summary>What a seed came to.</summary>
internal sealed record SimulationResult(int Seed, IReadOnlyList<string> Violations, IReadOnlyList<string> Trace, long Steps, TimeSpan Age, int Accepted, IReadOnlyList<string> Reasons, SimTogether Together)
{
    private const int LastLines = 120;

    public bool IsClean => Violations.Count == 0;

    /// <summary>The seed, what broke, and what led to it.</summary>
    public string Story() => $"seed {Seed}: {string.Join("; ", Violations)}\n{string.Join('\n', Trace.Skip(Math.Max(0, Trace.Count - LastLines)))}";
}
