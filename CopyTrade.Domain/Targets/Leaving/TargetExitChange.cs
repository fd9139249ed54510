namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>The answer to a wish about leaving a target.</summary>
public abstract record TargetExitChange
{
    private TargetExitChange()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Exit">The leaving as it stands now.</param>
    public sealed record Done(TargetExit Exit) : TargetExitChange;

    /// <summary>Not done.</summary>
    /// <param name="Code">Stable: <c>target_not_found</c>, <c>until_invalid</c>, <c>already_closing</c>, <c>not_leaving</c>.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : TargetExitChange;
}
