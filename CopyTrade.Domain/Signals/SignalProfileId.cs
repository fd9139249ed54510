namespace CopyTrade.Domain.Signals;

/// <summary>One strategy for external intents.</summary>
public readonly record struct SignalProfileId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
