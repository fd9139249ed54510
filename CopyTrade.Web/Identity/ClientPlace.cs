using System.Net;
using System.Net.Sockets;

namespace CopyTrade.Web.Identity;

/// <summary>Who shares one budget: an IPv4 address, or an IPv6 network of /64, which one customer has to himself.</summary>
internal static class ClientPlace
{
    private const int NetworkBytes = 8;

    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "no address";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
