namespace CopyTrade.Domain.Alerts;

/// <summary>How an attempt at a job ended.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>Done for good.</summary>
    /// <param name="Note">What it led to, for people; null when there is nothing to say.</param>
    public sealed record Done(string? Note = null) : JobOutcome;

    /// <summary>Not done; worth another attempt while there are any left.</summary>
    /// <param name="Error">Why, for people; without secrets.</param>
    /// <param name="After">No sooner than this from now; null leaves it to the backoff.</param>
    public sealed record Again(string Error, TimeSpan? After = null) : JobOutcome;

    /// <summary>Started and not yet known to be done: looked at again, which counts as no attempt.</summary>
    /// <param name="After">When to look.</param>
    public sealed record Underway(TimeSpan After) : JobOutcome;

    /// <summary>No attempt will ever do: parked until somebody looks.</summary>
    /// <param name="Error">Why, for people; without secrets.</param>
    public sealed record Hopeless(string Error) : JobOutcome;
}
