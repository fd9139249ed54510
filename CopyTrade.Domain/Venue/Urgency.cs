namespace CopyTrade.Domain.Venue;

/// <summary>Who goes first when requests to the venue queue.</summary>
public enum Urgency
{
    /// <summary>Reduces risk: always first.</summary>
    Exit = 0,

    /// <summary>Adds risk.</summary>
    Entry = 1,

    /// <summary>Housekeeping reads.</summary>
    Background = 2,
}
