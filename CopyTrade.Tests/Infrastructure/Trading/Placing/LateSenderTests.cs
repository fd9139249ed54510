using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

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

    [Theory]
    [InlineData(9, true, "canceled")]   // everything was halted while it waited for its turn
    [InlineData(16, false, "open")]     // the turn came after the time in which it may leave; it may have another
    public async Task Send_TurnComesAfterAStandstill_DoesNotLeave(int stoodStill, bool calledOff, string afterwards)
    {
        using var rig = new TradingRig(database);
        var tenant = await rig.SeedAsync();
        rig.Venue.OnTheWay = async (lastLook, _) =>
        {
            rig.Clock.Advance(stoodStill);
            if (calledOff) await database.ExecuteAsync("update trade_order set cancel_requested_at = submitted_at, cancel_reason = 'halted' where billing_account_id = @Tenant", new { tenant.Tenant });
            await lastLook!();
        };

        var order = await rig.PlaceAsync(tenant, new OrderIntentBuilder { ValidUntil = OrderIntentBuilder.Now.AddSeconds(30) });
        rig.Venue.OnTheWay = (_, _) => Task.CompletedTask;
        rig.Clock.Advance(2);
        var again = await rig.PlaceAsync(tenant, order.Id);

        Assert.Equal((null, true), (order.UnknownSince, order.RetryAt is not null));
        Assert.Equal(afterwards, again.Status);
        Assert.Equal(calledOff ? 0 : 1, rig.Venue.Received.Count);
    }

    [Fact]
    public async Task Send_GivenUpOnTheWayWhileTheLedgerIsAsked_IsUnknown()
    {
        var points = new CountedCrashPoints();
        using var rig = new TradingRig(database, points: points);
        var tenant = await rig.SeedAsync();
        points.OnReach = point =>
        {
            if (point == CrashPoint.AfterSignStored) rig.Clock.Advance(7.9);   // half of the time that it has is over
        };
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var givenUp = new TaskCompletionSource();
        rig.Venue.Next.Enqueue(() => new SubmitOutcome.Unknown("never arrived"));
        rig.Venue.OnTheWay = async (_, ct) =>
        {
            await connection.ExecuteAsync("begin; lock table trade_order in access exclusive mode");
            await using var late = ct.Register(givenUp.SetResult);
            await givenUp.Task;
        };

        var placing = rig.PlaceAsync(tenant, new OrderIntentBuilder { ValidUntil = OrderIntentBuilder.Now.AddSeconds(30) });
        await givenUp.Task;
        // The question whether it was called off is broken off, too.
        await Rig.UntilAsync(TimeSpan.FromSeconds(20), async () =>
            (await database.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%cancel_requested_at is not null'")).Single() == 0);
        await connection.ExecuteAsync("rollback");
        var order = await placing;

        Assert.Equal(("pending", "never arrived", null), (order.Status, order.UnknownCause, order.RetryAt));
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
