namespace CopyTrade.Infrastructure.Operations;

/// <summary>That a job is paused.</summary>
/// <param name="By">Who paused it.</param>
/// <param name="At">Since when, UTC.</param>
internal sealed record JobPause(string By, DateTimeOffset At);
