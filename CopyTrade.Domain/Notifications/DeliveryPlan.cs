namespace CopyTrade.Domain.Notifications;

/// <summary>Which message of a channel a notification is part of.</summary>
/// <param name="Slot">Notifications of one slot travel in one message.</param>
/// <param name="Due">Not before this (UTC).</param>
public sealed record DeliveryPlan(string Slot, DateTimeOffset Due);
