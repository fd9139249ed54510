using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A small fill that waits for more of its kind: a row of <c>accumulation</c>.</summary>
internal sealed class WaitingRow
{
    public TenantId Tenant { get; init; }

    public TargetKey TargetKey { get; init; }

    public Guid GroupId { get; init; }

    public required FillId FillId { get; init; }

    public required string Token { get; init; }

    public required string Side { get; init; }

    public Shares Shares { get; init; }

    public Price Price { get; init; }

    public DateTimeOffset FilledAt { get; init; }

    public GroupMember ToMember() => new(FillId, Shares, Price, FilledAt);
}
