namespace CopyTrade.Domain.Alerts;

/// <summary>What became of a wish for a source.</summary>
public abstract record AlertSourceChange
{
    private AlertSourceChange()
    {
    }

    /// <summary>Done.</summary>
    /// <param name="Source">As it stands now.</param>
    /// <param name="Secret">A new secret: here and nowhere else, it is shown once. Null when none was made.</param>
    public sealed record Done(AlertSource Source, string? Secret) : AlertSourceChange
    {
        public override string ToString() => $"alert source {Source.Id}";
    }

    /// <summary>Not done.</summary>
    /// <param name="Code">Stable, for programs.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : AlertSourceChange;
}
