using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class TenantScopeTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 5, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothing()
    {
        var tenant = await database.SeedTenantAsync();
        await using (var scope = await database.Scopes.OpenAsync(tenant, CancellationToken.None))
            Assert.Equal(1, await InsertAsync(scope, tenant));

        await using var next = await database.Scopes.OpenAsync(tenant, CancellationToken.None);
        Assert.Empty(await next.QueryAsync<Guid>("select id from wallet_connection"));
    }

    [Fact]
    public async Task Values_WrittenAndRead_AreTheSame()
    {
        var tenant = await database.SeedTenantAsync();
        await using var scope = await database.Scopes.OpenAsync(tenant, CancellationToken.None);
        await InsertAsync(scope, tenant);

        var row = await scope.QuerySingleAsync<Row>("select billing_account_id, signer, created_at, collateral_balance, revoked_at, balance_at from wallet_connection");

        Assert.Equal(new Row(tenant.Tenant, Signer(tenant), Moment.ToUniversalTime(), Usdc.Of(1.234567m), null, null), row);
    }

    [Fact]
    public async Task ReadMany_SeesTheNamedTenantsOnly_AndLeavesNothingSet()
    {
        var (one, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        foreach (var tenant in new[] { one, other })
        {
            await using var scope = await database.Scopes.OpenAsync(tenant, CancellationToken.None);
            await InsertAsync(scope, tenant);
            await scope.CommitAsync();
        }

        Task<IReadOnlyList<Guid>> OwnersAsync(params TenantRef[] named) =>
            database.Scopes.ReadManyAsync<Guid>(named, "select billing_account_id from wallet_connection where created_at <= @now order by 1", new { now = Moment.AddDays(1) }, CancellationToken.None);

        Assert.Equal([one.Tenant.Value], await OwnersAsync(one));
        Assert.Equal(new[] { one.Tenant.Value, other.Tenant.Value }.Order(), (await OwnersAsync(one, other)).Order());
        // The very connections that were just used.
        var left = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            await using var connection = await database.Databases.Worker.OpenConnectionAsync();
            return await Dapper.SqlMapper.QuerySingleAsync<string>(connection, "select coalesce(current_setting('app.actors', true), '') || coalesce(current_setting('app.tenants', true), '') || count(*) from wallet_connection");
        }));
        Assert.All(left, text => Assert.Equal("0", text));
        await Assert.ThrowsAsync<ArgumentException>(() => OwnersAsync());
    }

    [Fact]
    public async Task BeginMany_OpensWithItsFirstStatement_AndNotBefore()
    {
        var (one, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        await using (var scope = await database.Scopes.OpenAsync(other, CancellationToken.None))
        {
            await InsertAsync(scope, other);
            await scope.CommitAsync();
        }

        await using var begun = await database.Scopes.BeginManyAsync([one], CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => begun.Connection);

        Assert.Equal(0, await begun.QuerySingleAsync<long>("select count(*) from wallet_connection where created_at <= @now", new { now = Moment.AddDays(1) }));
        Assert.Equal(one.Tenant.ToString(), await begun.QuerySingleAsync<string>("select current_setting('app.tenants')"));
        Assert.NotNull(begun.Connection);
    }

    [Fact]
    public async Task Notify_ReachesListenersAtCommitOnly()
    {
        var tenant = await database.SeedTenantAsync();
        using var feed = new ChangeFeed(database.Databases, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var heard = System.Threading.Channels.Channel.CreateUnbounded<Change>();
        using var subscription = feed.Subscribe(change => heard.Writer.TryWrite(change));
        await feed.StartAsync(CancellationToken.None);
        foreach (var kind in Enum.GetValues<ChangeKind>())
            Assert.Equal(new Change(kind, null), await heard.Reader.ReadAsync(new CancellationTokenSource(Wait.Limit).Token));

        await using (var dropped = await database.Scopes.OpenAsync(tenant, CancellationToken.None)) dropped.Announce(ChangeKind.Targets, tenant.Tenant);
        await using (var scope = await database.Scopes.OpenManyAsync([tenant], CancellationToken.None))
        {
            scope.Announce(ChangeKind.Orders, tenant.Tenant);
            await scope.CommitAsync();
        }

        Assert.Equal(new Change(ChangeKind.Orders, tenant.Tenant), await heard.Reader.ReadAsync(new CancellationTokenSource(Wait.Limit).Token));
        await feed.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task ChangeFeed_AfterItsConnectionWasCut_AnnouncesEverythingAgain()
    {
        using var feed = new ChangeFeed(database.Databases, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var kinds = Enum.GetValues<ChangeKind>().Length;
        var heard = System.Threading.Channels.Channel.CreateUnbounded<Change>();
        using var subscription = feed.Subscribe(change => heard.Writer.TryWrite(change));
        using var patience = new CancellationTokenSource(Wait.Limit);
        await feed.StartAsync(CancellationToken.None);
        for (var i = 0; i < kinds; i++) await heard.Reader.ReadAsync(patience.Token);

        await database.ExecuteAsync("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'CopyTrade changes' and datname = current_database()");

        for (var i = 0; i < kinds; i++) Assert.Null((await heard.Reader.ReadAsync(patience.Token)).Tenant);
        await feed.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task OpenMany_WithoutTenants_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => database.Scopes.OpenManyAsync([], CancellationToken.None));

    private static WalletAddress Signer(TenantRef tenant) => WalletAddress.Parse("0x" + tenant.Tenant.Value.ToString("N") + "00000000");

    private static Task<int> InsertAsync(TenantScope scope, TenantRef tenant) => scope.ExecuteAsync("""
        insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, collateral_balance)
        values (@Id, @Tenant, @Signer, @Signer, 0, @Moment, @Moment, @Balance)
        """, new { Id = new WalletConnectionId(Guid.NewGuid()), tenant.Tenant, Signer = Signer(tenant), Moment, Balance = (Usdc?)Usdc.Of(1.234567m) });

    private sealed record Row(TenantId BillingAccountId, WalletAddress Signer, DateTimeOffset CreatedAt, Usdc? CollateralBalance, DateTimeOffset? RevokedAt, DateTimeOffset? BalanceAt);
}
