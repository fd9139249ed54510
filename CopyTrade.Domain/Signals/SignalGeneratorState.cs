namespace CopyTrade.Domain.Signals;

/// <summary>What a generator said of itself last (R1.2).</summary>
/// <param name="Sink">Where it writes.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="HeartbeatAt">When it last said so.</param>
/// <param name="Checks">Rounds since it began.</param>
/// <param name="Emitted">Intents written since it began.</param>
/// <param name="Problem">What keeps it from writing; null when nothing does.</param>
public sealed record SignalGeneratorState(string Sink, DateTimeOffset StartedAt, DateTimeOffset HeartbeatAt, long Checks, long Emitted, string? Problem);
