using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Targets;

/// <summary>Looks at a wallet before it is followed.</summary>
public interface IWalletProbe
{
    /// <summary>Reads positions and last trades; <see cref="VenueUnavailableException"/> when the venue does not answer.</summary>
    Task<WalletProbe> ReadAsync(WalletAddress wallet, CancellationToken ct);
}
