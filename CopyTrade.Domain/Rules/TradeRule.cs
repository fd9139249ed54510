using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Rules;

/// <summary>A rule as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Terms">What it asks for; the trigger is the one of now.</param>
/// <param name="Bracket">Rules of one bracket share it; null alone.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Version">Grows with every change: a verdict about an older version is void.</param>
/// <param name="WasHeld">True when it has seen a position.</param>
/// <param name="Exits">How often it fired.</param>
/// <param name="Title">Market title; untrusted text.</param>
/// <param name="Outcome">Outcome name; untrusted text.</param>
/// <param name="Reason">Why it ended, for people; null while it has not.</param>
/// <param name="CreatedAt">Since when it is there.</param>
/// <param name="ChangedAt">Its last change.</param>
/// <param name="TriggeredAt">When it last fired; null for never.</param>
public sealed record TradeRule(
    RuleId Id,
    TenantId Tenant,
    RuleTerms Terms,
    Guid? Bracket,
    RuleStatus Status,
    int Version,
    bool WasHeld,
    int Exits,
    string? Title,
    string? Outcome,
    string? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? TriggeredAt)
{
    /// <summary>The longest that a rule rests after a firing that sold nothing.</summary>
    public static TimeSpan LongestRest { get; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Until when an active rule rests because it fired and nothing was sold: one second after the first time, four after the second, then fifteen.
    /// Without that a sale that is refused again and again, by a cap or for want of bids, would be ordered again with every price.
    /// </summary>
    public DateTimeOffset? RestsUntil => Exits == 0 ? null : ChangedAt + (Exits > 2 ? LongestRest : TimeSpan.FromSeconds(Exits == 1 ? 1 : 4));
}
