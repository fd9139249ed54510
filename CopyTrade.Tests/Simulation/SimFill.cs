using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Simulation;

/// <summary>A trade of a followed wallet as the venue's record has it: its rows share transaction, token, side and second.</summary>
/// <param name="At">When it happened; the record knows the second.</param>
/// <param name="Rows">One or several legs.</param>
internal sealed record SimFill(DateTimeOffset At, IReadOnlyList<WalletTrade> Rows)
{
    public WalletTrade First => Rows[0];

    public string Name => $"{First.Wallet.Value[^4..]} {First.Side} {First.Token} at {First.UnixSeconds - World.Beginning.ToUnixTimeSeconds()} in {First.Transaction.Value[^4..]}";
}

/// <summary>A row of observed_fill, with what the wallet held before it.</summary>
internal sealed record SimObserved(ObservedFill Fill, FillLegs Legs, string Before, DateTimeOffset? RoutedAt)
{
    /// <summary>When that was committed: whoever routed it may have stood still since it looked at its clock.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A row of copy_decision.</summary>
internal sealed record SimDecision(TenantId Tenant, TargetKey Target, FillId Fill, OrderId? Order, string Outcome, string Reason, DateTimeOffset DecidedAt, IReadOnlyList<GroupMember> Members);

/// <summary>A row of accumulation that has not ended; <paramref name="Row"/> as the router reads it.</summary>
internal sealed record SimWaiting(WaitingRow Row)
{
    public (TenantId, TargetKey, FillId) Key => (Row.Tenant, Row.TargetKey, Row.FillId);
}
