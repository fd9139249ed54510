using System.Net;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Web.Api;

namespace CopyTrade.Web.Hosting;

/// <summary>The extra loopback address that serves <c>/intent</c> and nothing else (R1.5).</summary>
internal static class IntentAddress
{
    /// <summary>Null when none is configured, or this host serves no API.</summary>
    /// <exception cref="StartupException">Not an address of this machine alone.</exception>
    public static IPEndPoint? From(IConfiguration configuration, HostRoles roles)
    {
        const string key = $"{SignalOptions.Section}:{nameof(SignalOptions.Listen)}";
        var text = configuration[key];
        if (string.IsNullOrWhiteSpace(text) || !roles.HasFlag(HostRoles.Ui)) return null;
        return IPEndPoint.TryParse(text, out var address) && address.Port > 0 && IPAddress.IsLoopback(address.Address)
            ? address
            : throw new StartupException($"{key} is a loopback address with a port, such as 127.0.0.1:8765, not '{text}'.");
    }

    public static string Join(string urls, IPEndPoint? intents) => intents is null ? urls : $"{urls};http://{intents}";

    /// <summary>On this port everything else is not there.</summary>
    public static void UseIntentsOnly(this IApplicationBuilder app, IPEndPoint intents) => app.Use(async (http, next) =>
    {
        if (http.Connection.LocalPort != intents.Port || http.Request.Path.StartsWithSegments(IntentEndpoints.Path))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        await http.Response.WriteAsJsonAsync(new { error = "Only /intent and /intent/stats are served here.", code = ApiCode.NotFound });
    });
}
