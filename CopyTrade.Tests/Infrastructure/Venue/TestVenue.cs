using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Infrastructure.Venue.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Infrastructure.Venue;

/// <summary>The client as the host registers it, aimed at a loopback address.</summary>
internal static class TestVenue
{
    public const string CanarySecret = "Y2FuYXJ5LXNlY3JldC1jYW5hcnk=";
    public const string CanaryPassphrase = "canary-passphrase";

    public static VenueCredentials Credentials { get; } = new(FakeSigningKeys.Address, "00000000-0000-0000-0000-000000000001", CanarySecret, CanaryPassphrase);

    public static ServiceProvider At(string url, TimeProvider? clock = null, CollectingLogger? logger = null, params (string Key, string Value)[] settings)
    {
        var streams = "ws" + url["http".Length..];
        var values = new Dictionary<string, string?>
        {
            // A machine that is slow or stands still makes nothing late; a test of what is late sets its own limit. By a clock of a test's own nothing is late anyway.
            ["Polymarket:ConnectTimeoutSeconds"] = "60", ["Polymarket:ReadTimeoutSeconds"] = clock is null ? "60" : "5", ["Polymarket:OrderTimeoutSeconds"] = clock is null ? "60" : "8",
            ["Polymarket:ClobUrl"] = url + "/clob", ["Polymarket:DataApiUrl"] = url + "/data", ["Polymarket:GammaUrl"] = url + "/gamma/",
            ["Polymarket:MarketStreamUrl"] = streams + "/ws/market", ["Polymarket:UserStreamUrl"] = streams + "/ws/user", ["Polymarket:ActivityStreamUrl"] = streams + "/ws/activity",
        };
        foreach (var (key, value) in settings) values["Polymarket:" + key] = value;
        var services = new ServiceCollection();
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton<ISigningKeys, FakeSigningKeys>();
        services.AddLogging(b =>
        {
            b.SetMinimumLevel(LogLevel.Trace);
            if (logger is not null) b.AddProvider(logger);
        });
        services.AddVenue(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return services.BuildServiceProvider();
    }
}
