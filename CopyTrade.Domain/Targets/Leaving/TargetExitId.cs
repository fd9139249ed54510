namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>One leaving of a followed wallet.</summary>
public readonly record struct TargetExitId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
