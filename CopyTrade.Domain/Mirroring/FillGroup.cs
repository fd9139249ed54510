using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Fills too small by themselves that wait together with the one being judged: same target, token and side, within the window (R1.22).</summary>
/// <param name="Id">Name of the group.</param>
/// <param name="Members">The fills before this one, oldest first.</param>
public sealed record FillGroup(Guid Id, IReadOnlyList<GroupMember> Members)
{
    /// <summary>The fills before this one, oldest first.</summary>
    public IReadOnlyList<GroupMember> Members { get; init; } = Members ?? [];

    /// <summary>What the members traded, shares.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Shares Shares => Members.Aggregate(Shares.Zero, (sum, member) => sum + member.Shares);

    /// <summary>What the members paid or received.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Usdc Notional => Members.Aggregate(Usdc.Zero, (sum, member) => sum + member.Shares.CostAt(member.Price));

    /// <summary>Equal when id and members are.</summary>
    public bool Equals(FillGroup? other) => other is not null && Id == other.Id && Members.SequenceEqual(other.Members);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Members.Count);
}
