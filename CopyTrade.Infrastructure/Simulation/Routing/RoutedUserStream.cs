using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Simulation.Routing;

/// <summary>The channel that belongs to the wallet.</summary>
internal sealed class RoutedUserStream(IUserStream real, PaperUserStream paper) : IUserStream
{
    public IAsyncEnumerable<UserEvent> ReadAsync(VenueCredentials credentials, CancellationToken ct) =>
        credentials.PaperAccount is null ? real.ReadAsync(credentials, ct) : paper.ReadAsync(credentials, ct);
}
