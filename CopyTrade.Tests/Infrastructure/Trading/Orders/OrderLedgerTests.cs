using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Orders;

public sealed class OrderLedgerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Insert_SameKeyAgain_KeepsTheFirstRow()
    {
        var tenant = await database.SeedTenantAsync();
        var first = await InsertAsync((tenant, new OrderIntentBuilder { Cause = "a" }), (tenant, new OrderIntentBuilder { Cause = "b" }));

        var second = await InsertAsync(
            (tenant, new OrderIntentBuilder { Cause = "b", Shares = 99m }), (tenant, new OrderIntentBuilder { Cause = "c" }), (tenant, new OrderIntentBuilder { Cause = "c" }));

        Assert.Equal([true, true], first.Select(row => row.Inserted));
        Assert.Equal([false, true, false], second.Select(row => row.Inserted));
        Assert.Equal(first[1].Id, second[0].Id);
        Assert.Equal(second[1].Id, second[2].Id);
        Assert.Equal([10m], await database.QueryAsync<decimal>("select distinct shares from trade_order where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Insert_OneThatRestsAndOneThatDoesNot_AreWrittenTogether()
    {
        var (one, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());

        await InsertAsync((one, new OrderIntentBuilder { TimeInForce = TimeInForce.Fak }), (other, new OrderIntentBuilder()));

        Assert.Equal([false, true], await database.QueryAsync<bool>(
            "select resting_until is not null from trade_order where billing_account_id = any(@tenants) order by 1", new { tenants = new[] { one.Tenant.Value, other.Tenant.Value } }));
    }

    [Fact]
    public async Task Insert_SameKeyOfTwoTenants_IsTwoOrders()
    {
        var (one, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());

        var rows = await InsertAsync((one, new OrderIntentBuilder()), (other, new OrderIntentBuilder()));

        Assert.All(rows, row => Assert.True(row.Inserted));
        Assert.NotEqual(rows[0].Id, rows[1].Id);
    }

    [Fact]
    public async Task Insert_ConcurrentlyWithTheSameKeys_WritesEachOnce()
    {
        var tenant = await database.SeedTenantAsync();
        (TenantRef, OrderIntentBuilder)[] wanted = [.. Enumerable.Range(0, 20).Select(i => (tenant, new OrderIntentBuilder { Cause = $"cause {i}" }))];

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => InsertAsync(wanted)));

        Assert.Equal(20, answers.Sum(rows => rows.Count(row => row.Inserted)));
        Assert.All(answers, rows => Assert.Equal(answers[0].Select(row => row.Id), rows.Select(row => row.Id)));
    }

    [Fact]
    public async Task Insert_OfATenantOutsideTheScope_IsRefused()
    {
        var (inside, outside) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        await using var scope = await database.Scopes.OpenManyAsync([inside], CancellationToken.None);

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            OrderLedger.InsertAsync(scope, [(outside, new OrderIntentBuilder().Build())], VenueMode.Demo, OrderIntentBuilder.Now, CancellationToken.None));
    }

    private async Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertAsync(params (TenantRef Tenant, OrderIntentBuilder Intent)[] wanted)
    {
        await using var scope = await database.Scopes.OpenManyAsync([.. wanted.Select(w => w.Tenant).Distinct()], CancellationToken.None);
        var rows = await OrderLedger.InsertAsync(scope, [.. wanted.Select(w => (w.Tenant, w.Intent.Build()))], VenueMode.Demo, OrderIntentBuilder.Now, CancellationToken.None);
        await scope.CommitAsync();
        return rows;
    }
}
