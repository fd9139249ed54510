using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Orders;

public sealed class OpenBusinessTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly SpokenChanges _changes = new();

    public void Dispose() => _changes.Dispose();

    [Fact]
    public async Task Tenants_WithNothingUnfinished_AreLeftOut()
    {
        var (busy, quiet) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        await InsertAsync(busy);
        IReadOnlyList<TenantRef> all = [busy, quiet];
        using var business = Business(() => all);

        Assert.Equal([busy], await business.TenantsAsync(CancellationToken.None));

        await EndAsync(busy);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Tenants_AnnouncedByAnyone_CountAtOnce()
    {
        var tenant = await database.SeedTenantAsync();
        IReadOnlyList<TenantRef> all = [tenant];
        using var business = Business(() => all);
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));

        _changes.Say(new Change(ChangeKind.Fills, null));
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));
        _changes.Say(new Change(ChangeKind.Orders, tenant.Tenant));

        Assert.Equal([tenant], await business.TenantsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Tenants_NeverAnnounced_AreFoundWithinFiveSeconds_AndAtOnceWhenWordsMayHaveBeenMissed()
    {
        var (first, second) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        IReadOnlyList<TenantRef> all = [first, second];
        using var business = Business(() => all);
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));

        await InsertAsync(first);
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([first], await business.TenantsAsync(CancellationToken.None));

        await InsertAsync(second);
        _changes.Say(new Change(ChangeKind.Orders, null));
        Assert.Equal([first, second], await business.TenantsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Tenants_OfAHostThatBeginsToLead_AreReadAnew()
    {
        var tenant = await database.SeedTenantAsync();
        IReadOnlyList<TenantRef> all = [tenant];
        using var business = Business(() => all);
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));
        var leading = all;
        all = [];
        Assert.Empty(await business.TenantsAsync(CancellationToken.None));

        await InsertAsync(tenant);
        all = leading;

        Assert.Equal([tenant], await business.TenantsAsync(CancellationToken.None));
    }

    private OpenBusiness Business(TenantList tenants) => new(database.Scopes, tenants, _changes, _clock);

    private async Task InsertAsync(TenantRef tenant)
    {
        await using var scope = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None);
        await OrderLedger.InsertAsync(scope, [(tenant, new OrderIntentBuilder().Build())], VenueMode.Demo, OrderIntentBuilder.Now, CancellationToken.None);
        await scope.CommitAsync();
    }

    private Task EndAsync(TenantRef tenant) =>
        database.ExecuteAsync("update trade_order set status = 'canceled', finished_at = now() where billing_account_id = @Tenant", new { tenant.Tenant });

    private sealed class SpokenChanges : IChangeFeed, IDisposable
    {
        private Action<Change>? _handler;

        public IDisposable Subscribe(Action<Change> handler)
        {
            _handler = handler;
            return this;
        }

        public void Say(Change change) => _handler?.Invoke(change);

        public void Dispose() => _handler = null;
    }
}
