using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>Stops of a position that fire at the same moment, beside copied sales: none sees what the others sell (ADR 0023). They only write their sales; the core places them.</summary>
internal sealed class SimStops(World world, SimDatabase database, SimStore store, SimProcess process)
{
    private int _fired;

    public static void Watch(World world, Weather weather, SimDatabase database)
    {
        var process = new SimProcess(world, "stops");
        var stops = new SimStops(world, database, new SimStore(world, weather, database, process, Planted.None), process);
        Again();

        void Again() => world.After(world.Between(3, 9), process, () =>
        {
            if (world.Happens(weather.StopsFire)) stops.Fire();
            Again();
        });
    }

    private void Fire()
    {
        var positions = database.Lots.Values.Where(lot => lot.Remaining > Shares.Zero).GroupBy(lot => (database.Orders[lot.Order].BillingAccountId, database.Orders[lot.Order].Book, database.Orders[lot.Order].TokenId)).ToList();
        if (positions.Count == 0) return;
        var position = positions[world.Random.Next(positions.Count)];
        var held = position.Aggregate(Shares.Zero, (sum, lot) => sum + lot.Remaining);
        var (tenant, book, token) = position.Key;
        for (var stops = 2 + world.Random.Next(3); stops > 0; stops--)
        {
            var shares = world.Happens(0.5) ? held : Shares.RoundDown(held.Quantity / 2, 2);
            if (shares > Shares.Zero) world.After(world.Between(0, 0.02), process, () => _ = SellAsync(database.Tenants[tenant], book, token, shares));
        }
    }

    private async Task SellAsync(SimTenant tenant, string book, TokenId token, Shares shares)
    {
        try
        {
            await using var session = await store.OpenAsync([tenant.Ref]);
            await session.TripAsync("claim");
            session.Insert(SimMirrorSession.RowOf(new(session.NewGuid()), tenant.Ref, IntentOf(book, token, shares), VenueMode.Demo, world.Now), takesPlace: false);
            await session.CommitAsync();
            world.Note($"{tenant.Name} stops {shares} of {token}");
        }
        catch (SimDatabaseException e)
        {
            world.Note($"stops: {e.Message}");
        }
    }

    private OrderIntent IntentOf(string book, TokenId token, Shares shares) => new(
        IdempotencyKey.OfText(FormattableString.Invariant($"stop {++_fired}")), OrderOrigin.Rule, book, SimMarket.Of(token).Condition, token, NegRisk: false, OrderSide.Sell,
        Price.Of(0.3m), shares, TickSize.Cent, TimeInForce.Fak, world.Now.AddSeconds(20), null, null);
}
