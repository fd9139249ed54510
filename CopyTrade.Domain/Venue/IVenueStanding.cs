using CopyTrade.Domain.Accounts.Preflight;

namespace CopyTrade.Domain.Venue;

/// <summary>What the venue says about us rather than about markets. Each read throws <see cref="VenueUnavailableException"/> when no usable answer came.</summary>
public interface IVenueStanding
{
    /// <summary>The venue's clock, in whole seconds.</summary>
    Task<DateTimeOffset> TimeAsync(CancellationToken ct);

    /// <summary>Whether it takes orders from where it sees this machine (protocol section 3).</summary>
    Task<VenueRegion> RegionAsync(CancellationToken ct);

    /// <summary>Whether the account may only close positions.</summary>
    Task<bool> IsClosedOnlyAsync(VenueCredentials credentials, CancellationToken ct);
}
