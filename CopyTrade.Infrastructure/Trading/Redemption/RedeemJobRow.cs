using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>A row of redeem_job.</summary>
internal sealed record RedeemJobRow
{
    public Guid Id { get; init; }

    public TenantId BillingAccountId { get; init; }

    public WalletConnectionId ConnectionId { get; init; }

    /// <summary>Where the shares lie. A wallet that is connected again is another connection of the same funder.</summary>
    public required WalletAddress Funder { get; init; }

    public required ConditionId ConditionId { get; init; }

    public bool NegRisk { get; init; }

    public string State { get; init; } = "";

    public string? AbandonReason { get; init; }

    public int Attempts { get; init; }

    public Guid? ChainTransaction { get; init; }

    public TransactionHash? TransactionHash { get; init; }

    public string? Detail { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public RedeemState Stage => EnumText.Parse<RedeemState>(State);

    /// <summary>Null when the lifecycle knows no such move.</summary>
    public RedeemJobRow? After(RedeemEvent change, DateTimeOffset now) => RedeemLifecycle.Next(Stage, change) is not { } next ? null : this with
    {
        State = next.ToText(),
        ChangedAt = now,
        AbandonReason = next != RedeemState.Abandoned ? null : change is RedeemEvent.Refuse ? "malformed" : "transient_exhausted",
        ConfirmedAt = next == RedeemState.Confirmed ? now : null,
    };
}
