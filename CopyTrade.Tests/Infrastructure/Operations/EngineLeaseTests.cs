using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Operations;

public sealed class EngineLeaseTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => database.ExecuteAsync("delete from engine_lease");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Hold_BySeveralHosts_IsOneUntilItGoes()
    {
        await using var first = new Host(database);
        await using var second = new Host(database);

        Assert.True(await first.Lease.HoldAsync(default));
        Assert.True(await first.Lease.HoldAsync(default));
        Assert.False(await second.Lease.HoldAsync(default));
        var token = first.Fence.Token;
        await first.Lease.DisposeAsync();

        Assert.True(await second.Lease.HoldAsync(default));
        Assert.True(second.Fence.Token > token);
    }

    [Fact]
    public async Task Hold_ByTwentyHostsAtOnce_IsOne()
    {
        var hosts = Enumerable.Range(0, 20).Select(_ => new Host(database)).ToList();

        var answers = await Task.WhenAll(hosts.Select(host => host.Lease.HoldAsync(default)));

        Assert.Single(answers, held => held);
        foreach (var host in hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task Hold_ConnectionKilled_IsTakenAgainOrByAnother()
    {
        await using var lease = new Host(database);
        await lease.Lease.HoldAsync(default);

        await KillSessionsAsync();
        lease.Clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => lease.Lease.HoldAsync(default));

        Assert.True(await lease.Lease.HoldAsync(default));
    }

    [Fact]
    public async Task Hold_LeaderIsGoneWithoutAWord_IsTakenAtOnce()
    {
        await using var dead = new Host(database);
        await dead.Lease.HoldAsync(default);
        await KillSessionsAsync();
        await using var next = new Host(database);

        Assert.True(await next.Lease.HoldAsync(default));
    }

    [Fact]
    public async Task Hold_LeaderSleepsWithItsConnectionOpen_IsTakenWhenTheLeaseIsOver()
    {
        await using var sleeper = new Host(database);
        await sleeper.Lease.HoldAsync(default);
        await using var next = new Host(database);
        Assert.False(await next.Lease.HoldAsync(default));

        await database.ExecuteAsync("update engine_lease set expires_at = now() - interval '1 second'");   // so much time passes
        Assert.True(await next.Lease.HoldAsync(default));
        sleeper.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.False(sleeper.Lease.IsCurrent);
        Assert.False(await sleeper.Lease.HoldAsync(default));
        next.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await next.Lease.HoldAsync(default));
        Assert.False(await sleeper.Lease.HoldAsync(default));
    }

    [Fact]
    public async Task Write_ByALeaderWithAnOldToken_IsRefusedByTheDatabase()
    {
        var tenant = await database.SeedTenantAsync();
        await using var old = new Host(database);
        await old.Lease.HoldAsync(default);
        await WriteAsync(old, tenant, "before");
        await database.ExecuteAsync("update engine_lease set expires_at = now() - interval '1 second'");
        await using var next = new Host(database);
        await next.Lease.HoldAsync(default);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(old, tenant, "after"));
        await WriteAsync(next, tenant, "successor");

        Assert.Equal("CT001", refused.SqlState);
        Assert.Equal(2, (await database.QueryAsync<long>("select count(*) from trade_order where billing_account_id = @Tenant", new { tenant.Tenant })).Single());
    }

    private static async Task WriteAsync(Host host, CopyTrade.Domain.Accounts.TenantRef tenant, string cause)
    {
        await using var scope = await host.Scopes.OpenManyAsync([tenant], default);
        await CopyTrade.Infrastructure.Trading.Orders.OrderLedger.InsertAsync(
            scope, [(tenant, new OrderIntentBuilder { Cause = cause }.Build())], CopyTrade.Domain.Venue.VenueMode.Demo, OrderIntentBuilder.Now, default);
        await scope.CommitAsync();
    }

    private async Task KillSessionsAsync()
    {
        const string OfLeases = "from pg_stat_activity where application_name = 'CopyTrade engine lease' and datname = current_database()";
        await database.QueryAsync<bool>("select pg_terminate_backend(pid) " + OfLeases);
        // Told to go is not gone.
        await Rig.UntilAsync(Wait.Limit, async () => (await database.QueryAsync<long>("select count(*) " + OfLeases)).Single() == 0);
    }

    /// <summary>A host as far as leading goes, with a clock of its own.</summary>
    private sealed class Host : IAsyncDisposable
    {
        public Host(DatabaseFixture database)
        {
            // To the database, which has no clock of the test's, no lease is over before the test says so.
            Lease = new EngineLease(database.Databases, Fence, Clock, NullLogger<EngineLease>.Instance, Options.Create(new EngineLeaseOptions { LifeSeconds = 600 }));
            Scopes = new TenantScopes(database.Databases, Fence);
        }

        public ManualTimeProvider Clock { get; } = new();

        public LeaderFence Fence { get; } = new();

        public EngineLease Lease { get; }

        public TenantScopes Scopes { get; }

        public ValueTask DisposeAsync() => Lease.DisposeAsync();
    }
}
