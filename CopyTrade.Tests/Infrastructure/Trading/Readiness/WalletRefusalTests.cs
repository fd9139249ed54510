using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Readiness;

/// <summary>A refusal that lies in the wallet is remembered until an order is accepted, and has the wallet looked at (R0.41).</summary>
public sealed class WalletRefusalTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(VenueErrorCode.EmptyResponse)]
    [InlineData(VenueErrorCode.InsufficientBalance)]
    [InlineData(VenueErrorCode.InsufficientAllowance)]
    [InlineData(VenueErrorCode.InvalidSignature)]
    public async Task Buy_RefusedForTheWallet_IsShownAndTheWalletIsLookedAt(VenueErrorCode code)
    {
        var tenant = await _rig.SeedAsync();
        _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(code, "words of the venue"));

        await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "refused" });

        Assert.Equal(new WalletRefusal(OrderSide.Buy, code, "words of the venue", OrderIntentBuilder.Now), await FindAsync(tenant));
        Assert.Equal([tenant], _rig.Readiness.Drain());
    }

    [Fact]
    public async Task Refusal_AfterAnAcceptedOrderOrADay_IsNoneAnyMore()
    {
        var (healed, old) = (await _rig.SeedAsync(), await _rig.SeedAsync());
        foreach (var tenant in new[] { healed, old })
        {
            _rig.Venue.Next.Enqueue(() => new SubmitOutcome.Rejected(VenueErrorCode.EmptyResponse, ""));
            await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "refused" });
            Assert.NotNull(await FindAsync(tenant));
        }

        _rig.Clock.Advance(5);
        await _rig.PlaceAsync(healed, new OrderIntentBuilder { Cause = "accepted" });
        Assert.Null(await FindAsync(healed));
        Assert.NotNull(await FindAsync(old));
        _rig.Clock.Advance(24 * 3600);
        Assert.Null(await FindAsync(old));
    }

    private Task<WalletRefusal?> FindAsync(CopyTrade.Domain.Accounts.TenantRef tenant) => new WalletRefusalQuery(database.Scopes, _rig.Clock).FindAsync(tenant, CancellationToken.None);
}
