namespace CopyTrade.Domain.Alerts;

/// <summary>What the intake answers.</summary>
public abstract record AlertReceipt
{
    private AlertReceipt()
    {
    }

    /// <summary>Stored, now or before.</summary>
    /// <param name="Alert">As it stands.</param>
    /// <param name="IsNew">False for one that came before: nothing more is done for it.</param>
    public sealed record Stored(AlertEntry Alert, bool IsNew) : AlertReceipt;

    /// <summary>Not stored.</summary>
    /// <param name="Code">Stable, for programs.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : AlertReceipt;
}
