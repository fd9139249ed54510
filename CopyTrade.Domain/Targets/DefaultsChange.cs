namespace CopyTrade.Domain.Targets;

/// <summary>The outcome of a user's change to the defaults.</summary>
public abstract record DefaultsChange
{
    private DefaultsChange()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Done(CopyDefaults Defaults) : DefaultsChange;

    /// <summary>Refused.</summary>
    /// <param name="Code">Stable: <c>policy_invalid</c>, <c>max_invalid</c>, <c>rules_invalid</c>.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : DefaultsChange;
}
