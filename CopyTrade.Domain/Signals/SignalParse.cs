namespace CopyTrade.Domain.Signals;

/// <summary>What reading a document gave.</summary>
public abstract record SignalParse
{
    private SignalParse()
    {
    }

    /// <summary>An intent of the right form.</summary>
    public sealed record Valid(SignalIntent Intent) : SignalParse;

    /// <summary>Not an intent.</summary>
    /// <param name="Errors">At least one, in the order of the schema.</param>
    /// <param name="IntentId">Its id, where that at least could be read.</param>
    public sealed record Invalid(IReadOnlyList<SignalFieldError> Errors, Guid? IntentId) : SignalParse;
}
