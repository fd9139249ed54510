using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Trading.Orders;

public sealed class OrderSearchTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);
    private readonly OrderSearch _search = new(database.Scopes);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Find_EachWay_LeadsToTheOrderAndToNobodyElses()
    {
        var (tenant, stranger) = (await _rig.SeedAsync(), await _rig.SeedAsync());
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "found", Book = "book of a wallet" });
        await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "another", Book = "other" });
        var (id, venue, transaction) = (order.Id.ToString(), "0x" + new string('c', 62) + "01", "0x" + new string('d', 62) + "02");
        await database.ExecuteAsync(
            """
            alter table trade_order disable trigger user;
            update trade_order set title = 'Orbital-7 launches before 2027', venue_order_id = @venue, condition_id = '0x' || repeat('7', 64), signed_body = coalesce(signed_body, '\x00'), authorised_at = created_at where id = @Id;
            alter table trade_order enable trigger user;
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, is_taker, settlement, transaction_hash, matched_at, updated_at) values (gen_random_uuid(), @Tenant, @Id, 't', 1, 0.5, true, 'matched', @transaction, now(), now());
            """, new { order.Id, tenant.Tenant, venue, transaction });

        foreach (var text in (string[])["ORBITAL-7", "before 2027", id, id[..23].ToUpperInvariant(), venue[..12], venue, transaction[..12], transaction])
        {
            Assert.Equal([order.Id], await FindAsync(tenant, text));
            Assert.Empty(await FindAsync(stranger, text));
        }

        Assert.Equal([order.Id], await FindAsync(tenant, "its name", "book of a wallet"));
        Assert.Empty(await FindAsync(stranger, "its name", "book of a wallet"));
        Assert.Empty(await FindAsync(tenant, "%"));
        Assert.Empty(await FindAsync(tenant, "0x" + new string('e', 40)));
    }

    [Fact]
    public async Task Find_ManyHits_GoOnPageByPageNewestFirst()
    {
        var tenant = await _rig.SeedAsync();
        for (var i = 0; i < 5; i++) await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = $"order {i}", Book = "mine" });

        var first = await _search.FindAsync(tenant, "no such text", ["mine"], null, 3, CancellationToken.None);
        var second = await _search.FindAsync(tenant, "no such text", ["mine"], first.Next, 3, CancellationToken.None);

        Assert.Equal((3, 2), (first.Orders.Count, second.Orders.Count));
        Assert.Null(second.Next);
        var all = first.Orders.Concat(second.Orders).ToList();
        Assert.Equal(5, all.DistinctBy(order => order.Id).Count());
        Assert.Equal(all.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.Id.Value).Select(order => order.Id), all.Select(order => order.Id));
    }

    private async Task<IReadOnlyList<OrderId>> FindAsync(TenantRef tenant, string text, params string[] books) =>
        [.. (await _search.FindAsync(tenant, text, books, null, 10, CancellationToken.None)).Orders.Select(order => order.Id)];
}
