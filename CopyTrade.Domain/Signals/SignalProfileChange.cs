namespace CopyTrade.Domain.Signals;

/// <summary>Outcome of a change to a profile.</summary>
public abstract record SignalProfileChange
{
    private SignalProfileChange()
    {
    }

    /// <summary>Done and recorded.</summary>
    public sealed record Done(SignalProfile Profile) : SignalProfileChange;

    /// <summary>Not done.</summary>
    /// <param name="Code"><c>profile_not_found</c>, <c>profile_exists</c>, <c>name_invalid</c>, <c>terms_invalid</c>.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : SignalProfileChange;
}
