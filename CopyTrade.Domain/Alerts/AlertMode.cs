namespace CopyTrade.Domain.Alerts;

/// <summary>What an alert asks for (R4.16).</summary>
public enum AlertMode
{
    /// <summary>Trade what its payload says.</summary>
    ExecuteTxn,

    /// <summary>Tell the program or person that was named for it.</summary>
    WakeAgent,

    /// <summary>Nothing: it is only written down.</summary>
    Ignore,
}
