using System.Net;
using CopyTrade.Domain.Operations;
using Microsoft.AspNetCore.HttpOverrides;

namespace CopyTrade.Web.Hosting;

/// <summary>Whose word counts about the caller's address and scheme: that of the reverse proxies that the operator names, and nobody else's.</summary>
internal static class TrustedProxies
{
    public const string Setting = "Proxy:Trusted";

    /// <summary>Null when none is named: then the address is that of the connection, whatever a header says.</summary>
    /// <exception cref="StartupException">A part is neither an address nor a network.</exception>
    public static ForwardedHeadersOptions? From(IConfiguration configuration)
    {
        var named = (configuration[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0) return null;

        // Through as many proxies as are named; the first address that is not one of them is the caller.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in named)
        {
            if (IPAddress.TryParse(text, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(text, out var network)) options.KnownIPNetworks.Add(network);
            else throw new StartupException($"{Setting} names '{text}', which is neither an address nor a network: write such as 127.0.0.1, 172.16.0.0/12.");
        }

        return options;
    }
}
