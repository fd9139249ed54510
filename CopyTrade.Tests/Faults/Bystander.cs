using CopyTrade.Domain.Accounts;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// I4: another tenant in the same database, with a row in every table of the trading way and no wallet that anybody
/// trades for. Whatever happens to the tenant under test, not one column of these rows may change.
/// </summary>
internal sealed class Bystander
{
    private readonly DatabaseFixture _database;
    private readonly TenantRef _tenant;
    private IReadOnlyList<string> _tables = [];
    private string _before = "";

    private Bystander(DatabaseFixture database, TenantRef tenant) => (_database, _tenant) = (database, tenant);

    public static async Task<Bystander> SeedAsync(DatabaseFixture database)
    {
        var bystander = new Bystander(database, await database.SeedTenantAsync());
        await database.ExecuteAsync("""
            insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, policy, created_at)
            values (@Tenant, @Tenant, @Owner, @wallet, @Tenant, '{"kind":"min_bet"}', now());
            insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                     tick_size, time_in_force, valid_until, mode, status, created_at, matched_shares, accepted_at, finished_at)
            values (@Tenant, @Tenant, @key, 'mirror', @Tenant::text, @key, '1', false, 'buy', 0.5, 10, 5, 0.01, 'fok', now(), 'demo', 'filled', now(), 10, now(), now());
            insert into order_event (billing_account_id, order_id, kind, at) values (@Tenant, @Tenant, 'confirmed', now());
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
            values (@Tenant, @Tenant, @Tenant, 'old', 10, 0.5, 0, true, 'confirmed', now(), now(), now());
            insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
            values (@Tenant, @Tenant, @Tenant, @Tenant::text, @key, '1', 10, 10, 0.5, 5, now());
            """, new
        {
            bystander._tenant.Tenant, bystander._tenant.Owner, wallet = "0x" + bystander._tenant.Tenant.Value.ToString("N") + "ffffffff", key = "0x" + new string('b', 64),
        });
        bystander._tables = await database.QueryAsync<string>("""
            select c.table_name::text from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
             where c.table_schema = 'public' and c.column_name = 'billing_account_id' and t.table_type = 'BASE TABLE' order by 1
            """);
        bystander._before = await bystander.PictureAsync();
        return bystander;
    }

    public async Task AssertUntouchedAsync() => Assert.Equal(_before, await PictureAsync());

    private async Task<string> PictureAsync()
    {
        // Everybody is told of the installation's own troubles: its feeds and its clock.
        var parts = _tables.Select(table => $"select '{table}: ' || coalesce(string_agg(t::text, ' | ' order by t::text), '') from {table} t where t.billing_account_id = @Tenant{(table == "notification" ? " and t.kind not in ('feed_silent', 'clock_skew')" : "")}");
        return string.Join('\n', await _database.QueryAsync<string>(string.Join(" union all ", parts), new { _tenant.Tenant }));
    }
}
