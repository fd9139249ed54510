namespace CopyTrade.Domain.Alerts;

/// <summary>What happens to a durable job.</summary>
public enum JobEvent
{
    /// <summary>A worker takes it.</summary>
    Take,

    /// <summary>Its handler is done.</summary>
    Succeed,

    /// <summary>It comes back for another attempt or another look.</summary>
    Postpone,

    /// <summary>No attempt is left, or none would do.</summary>
    GiveUp,

    /// <summary>Somebody sets it aside.</summary>
    Park,

    /// <summary>Somebody asks for it to be tried again.</summary>
    Retry,
}
