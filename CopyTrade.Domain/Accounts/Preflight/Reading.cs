namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>A fact that somebody else knows: what was answered, or why there is no answer.</summary>
/// <param name="Value">The answer; meaningless while <paramref name="Silence"/> is set.</param>
/// <param name="Silence">Why nothing is known, as a sentence; null when <paramref name="Value"/> is.</param>
public sealed record Reading<T>(T? Value, string? Silence)
{
    /// <summary>Whether there is an answer.</summary>
    public bool IsKnown => Silence is null;
}
