using System.Net;
using System.Net.Sockets;
using CopyTrade.Domain.Notifications;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Notifications.Outgoing;

/// <summary>
/// The only way to hosts that users name (QUALITY S14): a name is resolved once, its addresses are judged, and the connection
/// goes to an address that was judged. Whatever the name says a moment later, nobody asks it again.
/// </summary>
internal sealed class OutgoingDoor(IHostResolver resolver, IOutgoingConnector connector, IOptions<NotificationOptions> options, TimeProvider clock)
{
    private const int MostTried = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public IReadOnlySet<string> Named => options.Value.Named;

    /// <param name="host">Name or address.</param>
    /// <param name="port">Of the host.</param>
    /// <param name="isPlain">Nothing encrypts the way: only to this machine.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <exception cref="OutgoingRefusedException">None of its addresses may be called.</exception>
    /// <exception cref="IOException">None of them answers within two seconds.</exception>
    public async Task<Stream> ConnectAsync(string host, int port, bool isPlain, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var allowed = Allowed(host, port, isPlain, await resolver.ResolveAsync(host, either.Token));
            for (var i = 0; ; i++)
            {
                try
                {
                    return await connector.ConnectAsync(new IPEndPoint(allowed[i], port), either.Token);
                }
                catch (SocketException) when (i + 1 < Math.Min(allowed.Count, MostTried))
                {
                    // The next address of the same answer.
                }
            }
        }
        catch (SocketException e)
        {
            throw new IOException($"{host} cannot be reached: {e.SocketErrorCode}.", e);
        }
        catch (OperationCanceledException e) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new IOException($"{host} did not answer within {Patience.TotalSeconds:0} s.", e);
        }
    }

    private List<IPAddress> Allowed(string host, int port, bool isPlain, IReadOnlyList<IPAddress> addresses)
    {
        var plain = host.TrimEnd('.').ToLowerInvariant();
        var isNamed = Named.Contains(plain) || Named.Contains($"{plain}:{port}");
        string? why = null;
        var allowed = new List<IPAddress>();
        foreach (var address in addresses)
        {
            var range = PublicAddress.RefusedAs(address);
            if (PublicAddress.IsNeverReached(address) || (range is not null && !isNamed)) why = $"{host} leads to an address that is {range ?? "reserved"}: only public hosts are called.";
            else if (isPlain && !IPAddress.IsLoopback(address)) why = $"{host} is not this machine: only https is called.";
            else allowed.Add(address);
        }

        return allowed.Count > 0 ? allowed : throw new OutgoingRefusedException(why ?? $"{host} has no address.");
    }
}
