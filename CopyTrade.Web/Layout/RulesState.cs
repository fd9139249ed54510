namespace CopyTrade.Web.Layout;

/// <summary>How rules are judged (R4.12).</summary>
/// <param name="Age">Since every rule was last judged; null when no host has done it.</param>
/// <param name="RestsUntil">Every host that judges rules has stopped asking the venue for prices until then; null while one asks.</param>
/// <param name="Stale">Rules whose price is too old to decide anything.</param>
public sealed record RulesState(TimeSpan? Age, DateTimeOffset? RestsUntil, int Stale)
{
    /// <summary>A round is due each 15 s; after three that did not come, something is wrong.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(60);

    public bool IsLate => Age is null || Age > LateAfter;
}
