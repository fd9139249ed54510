using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>A redemption for people.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Condition">Market.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Transaction">Its transaction; null before there is one.</param>
/// <param name="Expected">What our lots should be paid.</param>
/// <param name="Detail">What went wrong last; null when nothing.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="ConfirmedAt">When it was final; null before.</param>
/// <param name="Title">Market title; untrusted text, null when not known.</param>
public sealed record RedemptionRow(
    Guid Id, ConditionId Condition, RedeemState State, int Attempts, TransactionHash? Transaction, Usdc Expected, string? Detail, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt, string? Title = null);
