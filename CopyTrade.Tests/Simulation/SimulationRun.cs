using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// One run: a few traders, one or two hosts, a dozen fills, and the weather of the seed for about a minute; then the sky
/// clears, and a minute later everything must have come to its one end.
/// </summary>
internal static class SimulationRun
{
    // A restart may take eight seconds; given up is what the venue does not know sixty seconds after the last send.
    private static readonly TimeSpan UntilKnown = TimeSpan.FromSeconds(72);
    private static readonly TimeSpan UntilSettled = TimeSpan.FromSeconds(150);

    public static SimulationResult Run(int seed, Planted planted = Planted.None, bool isTraced = false)
    {
        var world = new World(seed, isTraced);
        var weather = Weather.Of(world);
        var takesMany = world.Happens(0.5) || planted.ToString().StartsWith("Batch", StringComparison.Ordinal);
        var traders = 2 + world.Random.Next(2) + (takesMany && world.Happens(0.25) ? 4 : 0);
        var tenants = Enumerable.Range(0, traders).Select(number => TenantOf(world, number)).ToDictionary(tenant => tenant.Ref.Tenant);
        var hosts = 1 + world.Random.Next(2);
        var isLeased = hosts > 1 && world.Happens(0.6);
        var database = new SimDatabase(world, weather) { Tenants = tenants, KeepsTerms = planted is not (Planted.SignAgainWhenUnknown or Planted.BatchSignedAgain), HasOneRouter = hosts == 1 || isLeased };
        var venue = new SimVenue(world, weather, planted);
        var pages = new SimPages(world, weather, database, planted);
        var storm = TimeSpan.FromSeconds(30 + world.Random.Next(30));
        var executors = new Dictionary<int, SimExecutor>();
        SimLeaders.Fill(world, database, storm);
        var parts = new Parts(world, weather, database, venue, pages, executors, isLeased, takesMany, 20 + world.Random.Next(40), planted);
        for (var host = 0; host < hosts; host++) StartHost(parts, host, 1);
        foreach (var fill in database.Fills) Stream(parts, fill);
        Restrict(world, weather, venue);
        SimStops.Watch(world, weather, database);

        world.RunUntil(World.Beginning + storm);
        weather.ClearUp();
        world.Note("the sky clears");
        var cleared = world.LastAwake > world.Now ? world.LastAwake : world.Now;
        while (world.Violations.Count == 0 && !SimulationChecks.IsSettled(database, venue))
        {
            world.RunUntil(world.Now.AddSeconds(2));
            if (world.Now - cleared > UntilKnown) SimulationChecks.NothingUnknown(world, database);
            if (world.Now - cleared <= UntilSettled) continue;
            world.Violate("I2: not settled long after the last fault: " + SimulationChecks.Unsettled(database, venue));
        }

        if (world.Violations.Count == 0) SimulationChecks.AtTheEnd(world, database, venue);
        return new(seed, world.Violations, world.Trace, world.Steps, world.Age, venue.Orders.Count, [.. database.Decisions.Values.Select(decision => decision.Reason)], takesMany ? SimTogether.Of(database) : SimTogether.None);
    }

    private static void StartHost(Parts parts, int host, int life)
    {
        var (world, weather) = (parts.World, parts.Weather);
        var executor = new SimExecutor(
            world, weather, parts.Database, parts.Venue, parts.Pages, string.Create(CultureInfo.InvariantCulture, $"host{host}.{life}"), parts.IsLeased, parts.TakesMany, parts.MaxFillAge, parts.Planted);
        executor.Process.OnDeath(() => world.After(world.Between(0.2, 8), null, () => StartHost(parts, host, life + 1)));
        world.Note($"{executor.Process.Name} starts");
        parts.Executors[host] = executor;
        executor.Start();
        StepClock(world, weather, executor);
    }

    /// <summary>Who listens hears of a trade at once, in one piece or in several, or not at all.</summary>
    private static void Stream(Parts parts, SimFill fill) => parts.World.After(fill.At - parts.World.Now + parts.World.Between(0.05, 0.5), null, () =>
    {
        var (world, weather) = (parts.World, parts.Weather);
        foreach (var executor in parts.Executors.Values)
        {
            if (!executor.Process.IsAlive || world.Happens(weather.EventLost)) continue;
            var seen = world.Happens(weather.EventLost) ? fill.Rows.Take(1).ToList() : fill.Rows;
            for (var copies = world.Happens(weather.EventTwice) ? 2 : 1; copies > 0; copies--) world.After(world.Between(0, 0.05 + weather.EventDelay), executor.Process, () => executor.Hear(seen));
        }
    });

    private static void StepClock(World world, Weather weather, SimExecutor executor) => world.After(TimeSpan.FromSeconds(2), executor.Process, () =>
    {
        if (world.Happens(weather.ClockSteps)) executor.Clock.Skew = world.Between(-2, 2);
        StepClock(world, weather, executor);
    });

    private static void Restrict(World world, Weather weather, SimVenue venue) => world.After(world.Between(2, 8), null, () =>
    {
        if (world.Happens(weather.Restricted)) venue.Restrict(world.Between(0.5, 6));
        Restrict(world, weather, venue);
    });

    private static SimTenant TenantOf(World world, int number)
    {
        var tenant = new TenantRef(new(world.NewGuid()), new(world.NewGuid()));
        var address = WalletAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"0x{number + 1:x40}"));
        var wallet = new WalletConnection(new(world.NewGuid()), tenant.Tenant, address, address, SignatureType.Eoa, World.Beginning.AddDays(-1), World.Beginning, World.Beginning, Usdc.Of(10m + (10m * world.Random.Next(10))), World.Beginning, null);
        var grant = new Grant(world.NewGuid(), Usdc.Of(10m), Usdc.Of(5m + (5m * world.Random.Next(10))), 2 + world.Random.Next(10), GrantScope.Buy | GrantScope.Sell, World.Beginning.AddDays(-1), null, null);
        return new(string.Create(CultureInfo.InvariantCulture, $"tenant{number}"), tenant, wallet, grant);
    }

    private sealed record Parts(World World, Weather Weather, SimDatabase Database, SimVenue Venue, SimPages Pages, Dictionary<int, SimExecutor> Executors, bool IsLeased, bool TakesMany, int MaxFillAge, Planted Planted);
}
