using System.Net;

namespace CopyTrade.Infrastructure.Notifications.Outgoing;

/// <summary>Opens a connection to an address that was checked.</summary>
internal interface IOutgoingConnector
{
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken ct);
}
