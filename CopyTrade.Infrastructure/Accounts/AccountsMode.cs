using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Accounts;

/// <summary>Whether the money is real: caps, defaults and limits depend on it.</summary>
public sealed record AccountsMode(VenueMode Venue);
