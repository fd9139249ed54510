using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Placing;

public sealed class UnknownOrderResolverTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task AnswerLostAfterAcceptance_IsFoundByHashAndNotSentAgain()
    {
        var (tenant, order) = await PlaceUnknownAsync(FakeVenue.AcceptAndLoseTheAnswer);

        var resolved = await _rig.ResolveAsync(tenant, order.Id);

        Assert.Equal(("pending", true), (order.Status, order.UnknownSince is not null));
        Assert.Equal(("open", null), (resolved.Status, resolved.UnknownSince));
        Assert.Single(_rig.Venue.Received);
    }

    [Fact]
    public async Task NeverArrived_IsSentAgainWithTheSameBytesAfterAGrace()
    {
        var (tenant, order) = await PlaceUnknownAsync(NeverArrived);

        _rig.Clock.Advance(2.9);
        await _rig.ResolveAsync(tenant, order.Id);
        Assert.Single(_rig.Venue.Received);
        _rig.Clock.Advance(0.1);
        var resolved = await _rig.ResolveAsync(tenant, order.Id);

        Assert.Equal(("open", 2), (resolved.Status, resolved.Attempts));
        Assert.Equal(2, _rig.Venue.Received.Count);
        Assert.Single(_rig.Venue.Received.Distinct());
    }

    [Fact]
    public async Task DuplicateAnswer_IsLookedUpAndNeverAFailure()
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.DuplicateOrder, "Duplicated."));
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder());
        _rig.Venue.Match(order.VenueOrderId!, VenueOrderStatus.Matched, 10m);

        var resolved = await _rig.ResolveAsync(tenant, order.Id);

        Assert.Equal("pending", order.Status);
        Assert.Equal(("filled", 10m), (resolved.Status, resolved.MatchedShares.Quantity));
    }

    [Fact]
    public async Task RefusalOfTheSecondCopy_DoesNotFailAnOrderWhoseFirstCopyMayStand()
    {
        var (tenant, order) = await PlaceUnknownAsync(NeverArrived);
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.InsufficientBalance, "not enough balance"));
        _rig.Clock.Advance(3);
        var refusedOnce = await _rig.ResolveAsync(tenant, order.Id);
        _rig.Clock.Advance(30);
        await _rig.ResolveAsync(tenant, order.Id);
        Assert.Equal("pending", refusedOnce.Status);
        Assert.Equal(2, _rig.Venue.Received.Count);

        _rig.Clock.Advance(31);
        var resolved = await _rig.ResolveAsync(tenant, order.Id);

        Assert.Equal(("rejected", "insufficient_balance"), (resolved.Failure, resolved.VenueError));
    }

    [Fact]
    public async Task NotFoundBeyondItsValidity_IsGivenUpOnlyAMinuteAfterTheLastSend()
    {
        var (tenant, order) = await PlaceUnknownAsync(NeverArrived, validSeconds: 2);

        _rig.Clock.Advance(59);
        Assert.Equal("pending", (await _rig.ResolveAsync(tenant, order.Id)).Status);
        _rig.Clock.Advance(1);
        var resolved = await _rig.ResolveAsync(tenant, order.Id);

        Assert.Equal(("error", "stale"), (resolved.Status, resolved.Failure));
        Assert.Single(_rig.Venue.Received);
    }

    [Fact]
    public async Task VenueSilent_KeepsTheOrderUnknown()
    {
        var (tenant, order) = await PlaceUnknownAsync(NeverArrived);
        _rig.Venue.LookupsFail = true;
        _rig.Clock.Advance(3600);

        var resolved = await _rig.ResolveAsync(tenant, order.Id);

        Assert.Equal(("pending", true), (resolved.Status, resolved.UnknownSince is not null));
        Assert.Single(_rig.Venue.Received);
    }

    [Fact]
    public async Task Restart_WithSignedBytesAndNoOutcome_AsksBeforeItSends()
    {
        var tenant = await _rig.SeedAsync();
        var id = await _rig.InsertAsync(tenant, new OrderIntentBuilder { ValidUntil = OrderIntentBuilder.Now.AddMinutes(5) });
        await _rig.Preparation.PrepareAsync(tenant, id, CancellationToken.None);   // and here the process ends

        Assert.Equal(0, await _rig.Sweep.RunAsync([tenant], CancellationToken.None));
        await _rig.ResolveAsync(tenant, id);
        await _rig.PlaceAsync(tenant, id);
        Assert.Empty(_rig.Venue.Received);
        _rig.Clock.Advance(21);
        var order = await _rig.ResolveAsync(tenant, id);

        Assert.Equal("open", order.Status);
        Assert.Single(_rig.Venue.Received);
        Assert.Equal(["authorised", "signed", "submitted", "unknown", "submitted", "accepted"], await _rig.EventsAsync(id));
    }

    [Fact]
    public async Task Restart_AfterAcceptanceBeforeTheRecord_FindsTheOrder()
    {
        var tenant = await _rig.SeedAsync();
        var id = await _rig.InsertAsync(tenant, new OrderIntentBuilder());
        var prepared = await _rig.Preparation.PrepareAsync(tenant, id, CancellationToken.None);
        _rig.Venue.Match(prepared!.VenueOrderId!, VenueOrderStatus.Live, 4m);
        _rig.Clock.Advance(3600);

        var order = await _rig.ResolveAsync(tenant, id);

        Assert.Equal(("partial", 4m), (order.Status, order.MatchedShares.Quantity));
        Assert.Empty(_rig.Venue.Received);
    }

    [Fact]
    public async Task Restart_WithAnUnsignedRow_PlacesItWhileValid()
    {
        var tenant = await _rig.SeedAsync();
        var id = await _rig.InsertAsync(tenant, new OrderIntentBuilder());

        Assert.Equal(1, await _rig.Sweep.RunAsync([tenant], CancellationToken.None));
        var queued = await _rig.Queue.TakeAsync(CancellationToken.None);
        var order = await _rig.PlaceAsync(queued.Tenant, queued.Order);

        Assert.Equal(id, queued.Order);
        Assert.Equal("open", order.Status);
    }

    private static SubmitOutcome? NeverArrived() => new SubmitOutcome.Unknown("never arrived");

    private async Task<(TenantRef, OrderRow)> PlaceUnknownAsync(Func<SubmitOutcome?> answer, int validSeconds = 60)
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(answer);
        return (tenant, await _rig.PlaceAsync(tenant, new OrderIntentBuilder { ValidUntil = OrderIntentBuilder.Now.AddSeconds(validSeconds) }));
    }
}
