using System.Net;
using System.Net.Sockets;

namespace CopyTrade.Domain.Notifications;

/// <summary>
/// Whether an address lies in the public internet (QUALITY S14). Of IPv6 only what is given out as global unicast passes, so
/// that IPv4 in disguise (mapped, compatible, 6to4, Teredo, NAT64) never does. Ranges: IANA special-purpose registries, 2026-09.
/// </summary>
public static class PublicAddress
{
    private static readonly (IPNetwork Range, string Name)[] Refused =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "unspecified"),
        (IPNetwork.Parse("10.0.0.0/8"), "private"),
        (IPNetwork.Parse("100.64.0.0/10"), "carrier-grade NAT"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback"),
        (IPNetwork.Parse("168.63.129.16/32"), "cloud metadata"),   // Azure's, in a public range
        (IPNetwork.Parse("169.254.0.0/16"), "link-local"),         // cloud metadata of nearly everybody else
        (IPNetwork.Parse("172.16.0.0/12"), "private"),
        (IPNetwork.Parse("192.0.0.0/24"), "reserved"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay"),
        (IPNetwork.Parse("192.168.0.0/16"), "private"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarking"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved"),
        (IPNetwork.Parse("::/128"), "unspecified"),
        (IPNetwork.Parse("::1/128"), "loopback"),
        (IPNetwork.Parse("::ffff:0:0/96"), "IPv4-mapped"),
        (IPNetwork.Parse("::ffff:0:0:0/96"), "IPv4-translated"),
        (IPNetwork.Parse("::/96"), "IPv4-compatible"),
        (IPNetwork.Parse("64:ff9b::/96"), "NAT64"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "NAT64"),
        (IPNetwork.Parse("2001::/32"), "Teredo"),
        (IPNetwork.Parse("2001::/23"), "reserved"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation"),
        (IPNetwork.Parse("2002::/16"), "6to4"),
        (IPNetwork.Parse("3ffe::/16"), "reserved"),
        (IPNetwork.Parse("3fff::/20"), "documentation"),
        (IPNetwork.Parse("fc00::/7"), "private"),
        (IPNetwork.Parse("fe80::/10"), "link-local"),
        (IPNetwork.Parse("fec0::/10"), "site-local"),
        (IPNetwork.Parse("ff00::/8"), "multicast"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>The name of the range that forbids the address; null for a public one.</summary>
    /// <param name="address">As the resolver gave it or as it was typed.</param>
    public static string? RefusedAs(IPAddress address)
    {
        foreach (var (range, name) in Refused)
        {
            if (Contains(range, address)) return name;
        }

        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => null,
            AddressFamily.InterNetworkV6 when Contains(GlobalUnicast, address) => null,
            _ => "reserved",
        };
    }

    /// <summary>Addresses that are refused even on hosts which the operator names: nobody's receiver lives there, and secrets do.</summary>
    /// <param name="address">As above.</param>
    public static bool IsNeverReached(IPAddress address) => RefusedAs(address) is "link-local" or "cloud metadata" or "multicast" or "unspecified"
        || (address.IsIPv4MappedToIPv6 && IsNeverReached(address.MapToIPv4()));

    // Bit by bit: the framework's own comparison takes an IPv4-mapped address for the IPv4 one in it.
    private static bool Contains(IPNetwork range, IPAddress address)
    {
        if (range.BaseAddress.AddressFamily != address.AddressFamily) return false;
        var (wanted, bytes) = (range.BaseAddress.GetAddressBytes(), address.GetAddressBytes());
        for (var bit = 0; bit < range.PrefixLength; bit++)
        {
            if (((wanted[bit / 8] ^ bytes[bit / 8]) & (0x80 >> (bit % 8))) != 0) return false;
        }

        return true;
    }
}
