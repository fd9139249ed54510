namespace CopyTrade.Domain.Alerts;

/// <summary>What became of somebody's wish for a durable job.</summary>
public abstract record JobChange
{
    private JobChange()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Job">As it stands now.</param>
    public sealed record Done(JobEntry Job) : JobChange;

    /// <summary>There is no such job.</summary>
    public sealed record NotFound : JobChange;

    /// <summary>Not in this state.</summary>
    /// <param name="Message">One sentence that says why.</param>
    public sealed record Refused(string Message) : JobChange;
}
