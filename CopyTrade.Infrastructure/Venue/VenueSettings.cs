using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue;

/// <summary>What stands behind the venue's wire in this process.</summary>
public sealed record VenueSettings(VenueMode Mode);
