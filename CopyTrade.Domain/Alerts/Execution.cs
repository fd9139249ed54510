using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Alerts;

/// <summary>An order that an alert or a rule led to, or why an alert led to none (R4.18).</summary>
/// <param name="Id">Its own; of a rule's the order's.</param>
/// <param name="AlertId">The alert; null for a rule's.</param>
/// <param name="RuleId">The rule; null for an alert's.</param>
/// <param name="Order">The order; null when there never was one.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Request">JSON of what was asked for.</param>
/// <param name="Response">JSON of what the venue made of it; null before anything is known.</param>
/// <param name="VenueOrderId">The venue's name of the order; null before it was signed.</param>
/// <param name="TransactionHash">The last settlement on chain; null before.</param>
/// <param name="Matched">Shares traded so far.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it is under way.</param>
public sealed record Execution(
    Guid Id, Guid? AlertId, Guid? RuleId, OrderId? Order, ExecutionStatus Status, string Request, string? Response, string? VenueOrderId, string? TransactionHash, Shares Matched, string? Error,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    /// <summary>Market title; untrusted text. Null when there never was an order, or nobody knew it.</summary>
    public string? Title { get; init; }

    /// <summary>Outcome name; untrusted text.</summary>
    public string? Outcome { get; init; }

    /// <summary>Direction of the order; null when there never was one.</summary>
    public OrderSide? Side { get; init; }

    /// <summary>Dollars a share of what was traded and stands; null while that is nothing.</summary>
    public Price? Average { get; init; }
}
