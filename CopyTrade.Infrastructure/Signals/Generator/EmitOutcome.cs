namespace CopyTrade.Infrastructure.Signals.Generator;

/// <summary>What became of writing an intent.</summary>
/// <param name="IsDone">Whether it need not be written again.</param>
/// <param name="Problem">One sentence; null when nothing went wrong.</param>
internal sealed record EmitOutcome(bool IsDone, string? Problem)
{
    public static EmitOutcome Done { get; } = new(true, null);
}
