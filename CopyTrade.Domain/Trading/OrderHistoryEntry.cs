namespace CopyTrade.Domain.Trading;

/// <summary>One thing that happened to an order.</summary>
/// <param name="Kind">authorised, denied, signed, submitted, accepted, rejected, unknown, resolved, matched, canceled, stale.</param>
/// <param name="Values">The values used, for people, by name.</param>
/// <param name="At">When.</param>
public sealed record OrderHistoryEntry(string Kind, IReadOnlyDictionary<string, string> Values, DateTimeOffset At);
