namespace CopyTrade.Domain.Alerts;

/// <summary>What becomes of a job after an attempt.</summary>
/// <param name="Event">Moves it on.</param>
/// <param name="NextAt">When it may be taken again (UTC), if it goes back.</param>
/// <param name="Counts">Whether the attempt is one of those that there may be.</param>
/// <param name="Text">Error or note, for people.</param>
public sealed record JobVerdict(JobEvent Event, DateTimeOffset NextAt, bool Counts, string? Text);
