namespace CopyTrade.Domain.Rules;

/// <summary>One rule of a tenant.</summary>
public readonly record struct RuleId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
