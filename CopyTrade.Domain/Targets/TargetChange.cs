namespace CopyTrade.Domain.Targets;

/// <summary>The outcome of a user's change to a target.</summary>
public abstract record TargetChange
{
    private TargetChange()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Done(CopyTarget Target) : TargetChange;

    /// <summary>Refused.</summary>
    /// <param name="Code">Stable: <c>wallet_malformed</c>, <c>target_duplicate</c>, <c>target_own_wallet</c>, <c>target_not_found</c>, <c>policy_invalid</c>, <c>max_invalid</c>, <c>rules_invalid</c>.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : TargetChange;
}
