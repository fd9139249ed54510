namespace CopyTrade.Infrastructure.Notifications.Outgoing;

/// <summary>What came of a call.</summary>
public abstract record OutgoingAnswer
{
    private OutgoingAnswer()
    {
    }

    /// <summary>The receiver answered.</summary>
    /// <param name="Status">Of HTTP.</param>
    /// <param name="Text">The beginning of what it said.</param>
    /// <param name="RetryAfter">How long it asks to wait.</param>
    public sealed record Answered(int Status, string Text, TimeSpan? RetryAfter) : OutgoingAnswer;

    /// <summary>Never called.</summary>
    /// <param name="Why">For people, without secrets.</param>
    public sealed record Refused(string Why) : OutgoingAnswer;

    /// <summary>No answer; it may have been received.</summary>
    /// <param name="Why">For people, without secrets.</param>
    public sealed record Failed(string Why) : OutgoingAnswer;
}
