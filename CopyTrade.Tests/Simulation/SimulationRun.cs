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
        var tenants = Enumerable.Range(0, 2 + world.Random.Next(2)).Select(number => TenantOf(world, number)).ToDictionary(tenant => tenant.Ref.Tenant);
        var database = new SimDatabase(world, weather) { Tenants = tenants, KeepsTerms = planted != Planted.SignAgainWhenUnknown };
        var venue = new SimVenue(world, weather, planted);
        var storm = TimeSpan.FromSeconds(30 + world.Random.Next(30));
        for (var number = 0; number < 4 + world.Random.Next(7); number++) database.Fills.Add(FillOf(world, number, storm));
        var hosts = 1 + world.Random.Next(2);
        for (var host = 0; host < hosts; host++) StartHost(world, weather, database, venue, host, 1, planted);
        Restrict(world, weather, venue);

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
        return new(seed, world.Violations, world.Trace, world.Steps, world.Age, venue.Orders.Count, database.Decisions.Count);
    }

    private static void StartHost(World world, Weather weather, SimDatabase database, SimVenue venue, int host, int life, Planted planted)
    {
        var executor = new SimExecutor(world, weather, database, venue, string.Create(CultureInfo.InvariantCulture, $"host{host}.{life}"), planted);
        executor.Process.OnDeath(() => world.After(world.Between(0.2, 8), null, () => StartHost(world, weather, database, venue, host, life + 1, planted)));
        world.Note($"{executor.Process.Name} starts");
        executor.Start();
        StepClock(world, weather, executor);
    }

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

    private static SimFill FillOf(World world, int number, TimeSpan storm) => new(
        number, number > 2 && world.Happens(0.3) ? OrderSide.Sell : OrderSide.Buy, World.Beginning + (world.Random.NextDouble() * storm), TimeSpan.FromSeconds(5 + world.Random.Next(40)));

    private static SimTenant TenantOf(World world, int number)
    {
        var tenant = new TenantRef(new(world.NewGuid()), new(world.NewGuid()));
        var address = WalletAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"0x{number + 1:x40}"));
        var wallet = new WalletConnection(new(world.NewGuid()), tenant.Tenant, address, address, SignatureType.Eoa, World.Beginning.AddDays(-1), World.Beginning, World.Beginning, null, null, null);
        var grant = new Grant(world.NewGuid(), Usdc.Of(10m), Usdc.Of(15m + (5m * world.Random.Next(10))), 4 + world.Random.Next(10), GrantScope.Buy | GrantScope.Sell, World.Beginning.AddDays(-1), null, null);
        return new(string.Create(CultureInfo.InvariantCulture, $"tenant{number}"), tenant, wallet, grant);
    }
}
