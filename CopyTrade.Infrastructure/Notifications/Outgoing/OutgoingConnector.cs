using System.Net;
using System.Net.Sockets;

namespace CopyTrade.Infrastructure.Notifications.Outgoing;

internal sealed class OutgoingConnector : IOutgoingConnector
{
    public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
