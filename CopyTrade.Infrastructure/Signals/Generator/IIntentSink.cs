namespace CopyTrade.Infrastructure.Signals.Generator;

/// <summary>Where intents go.</summary>
internal interface IIntentSink
{
    string Name { get; }

    /// <summary>Writes one intent; says so instead of throwing when that fails for now.</summary>
    Task<EmitOutcome> WriteAsync(string intent, CancellationToken ct);
}
