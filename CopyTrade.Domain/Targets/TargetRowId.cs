namespace CopyTrade.Domain.Targets;

/// <summary>The row that a user edits or removes. Not the key used in identities: that is <see cref="TargetKey"/>.</summary>
public readonly record struct TargetRowId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
