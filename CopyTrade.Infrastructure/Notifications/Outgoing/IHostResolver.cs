using System.Net;

namespace CopyTrade.Infrastructure.Notifications.Outgoing;

/// <summary>Finds the addresses of a host by its name.</summary>
internal interface IHostResolver
{
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken ct);
}
