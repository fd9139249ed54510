namespace CopyTrade.Domain.Rules;

/// <summary>What one host that judges rules says of itself (R4.12). Each host has its own circuit breaker.</summary>
/// <param name="Name">Machine and process.</param>
/// <param name="BeatAt">When it said so.</param>
/// <param name="LastRoundAt">When it last judged every rule; null before the first round.</param>
/// <param name="ActiveRules">Rules that it watches, of all tenants.</param>
/// <param name="StaleRules">Of these, how many have a price too old to decide anything, or none.</param>
/// <param name="ConsecutiveFailures">Rounds in a row in which the venue did not answer.</param>
/// <param name="CircuitBreakerUntil">Until when it asks the venue for nothing; null while it asks.</param>
public sealed record RuleHost(string Name, DateTimeOffset BeatAt, DateTimeOffset? LastRoundAt, int ActiveRules, int StaleRules, int ConsecutiveFailures, DateTimeOffset? CircuitBreakerUntil)
{
    /// <summary>A host that has said nothing for so long does not run.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(2);

    /// <summary>True while it has been heard of lately. A clock of another machine may be ahead.</summary>
    public bool IsRunning(DateTimeOffset now) => now - BeatAt < SilentAfter;
}
