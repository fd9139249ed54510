using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

/// <summary>A host that stood still between "marked as sent" and the sending: another host may have given the order up in the meantime (seed 1291 of the simulation).</summary>
public sealed class LateSenderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Send_LongAfterTheMark_DoesNotLeaveAndIsResolved()
    {
        var points = new CountedCrashPoints();
        using var rig = new TradingRig(database, points: points);
        var tenant = await rig.SeedAsync();
        points.OnReach = point =>
        {
            if (point == CrashPoint.AfterSignStored) rig.Clock.Advance(70);
        };

        var late = await rig.PlaceAsync(tenant, new OrderIntentBuilder { ValidUntil = OrderIntentBuilder.Now.AddSeconds(30) });
        var resolved = await rig.ResolveAsync(tenant, late.Id);

        Assert.Empty(rig.Venue.Received);
        Assert.Equal(("pending", true), (late.Status, late.UnknownSince is not null));
        Assert.Equal(("error", "stale"), (resolved.Status, resolved.Failure));
    }

    [Fact]
    public async Task Reconciler_WhenTheVenueHasAnOrderThatWasGivenUp_TakesItsWord()
    {
        using var rig = new TradingRig(database);
        var tenant = await rig.SeedAsync();
        rig.Venue.Next.Enqueue(() => new SubmitOutcome.Unknown("never arrived"));
        var order = await rig.PlaceAsync(tenant, new OrderIntentBuilder { ValidUntil = OrderIntentBuilder.Now.AddSeconds(5) });
        rig.Clock.Advance(61);
        var givenUp = await rig.ResolveAsync(tenant, order.Id);
        rig.Venue.Match(order.VenueOrderId!, VenueOrderStatus.Live, 0m);
        rig.Clock.Advance(60);

        await new OrderReconciler(
            new PostgresOrderStore(database.Scopes, NullLogger<PostgresOrderStore>.Instance), () => [tenant], rig.Venue, rig.Venue, rig.Outcomes, new VenueSettings(VenueMode.Demo),
            Options.Create(new TradingOptions()), rig.Clock, NullLogger<OrderReconciler>.Instance).RunAsync(CancellationToken.None);
        var found = await rig.ReadAsync(order.Id);

        Assert.Equal(("error", "stale"), (givenUp.Status, givenUp.Failure));
        Assert.Equal(("open", null, null), (found.Status, found.Failure, found.FinishedAt));
    }
}
