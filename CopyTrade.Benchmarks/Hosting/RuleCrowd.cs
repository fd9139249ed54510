using Dapper;
using Npgsql;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>Tenants with positions and rules on them that no price of the measurement meets: what thousands of people would put up over a year, written as it lies in the database.</summary>
public static class RuleCrowd
{
    /// <param name="database">The administrator's way to it.</param>
    /// <param name="tenants">How many own the rules, in equal parts.</param>
    /// <param name="rules">How many there are.</param>
    /// <param name="tokens">Market and token, in turn.</param>
    public static async Task GatherAsync(string database, int tenants, int rules, IReadOnlyList<SimulatorControl.Token> tokens)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        var people = Enumerable.Range(0, tenants).Select(_ => Guid.CreateVersion7()).ToArray();
        await connection.ExecuteAsync("""
            insert into asp_net_users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, security_stamp,
                                       phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            select o, o || '@example.org', upper(o || '@example.org'), o || '@example.org', upper(o || '@example.org'), true, o::text, false, false, true, 0 from unnest(@people) o;
            insert into billing_account (id, owner_user_id, name, created_at) select o, o, o::text, now() from unnest(@people) o;
            """, new { people });
        var ids = Enumerable.Range(0, rules).Select(_ => Guid.CreateVersion7()).ToArray();
        await connection.ExecuteAsync("""
            create temporary table seeded as
              select w.id, w.number, (@people)[1 + (w.number - 1) * @tenants / @rules] as tenant, (@conditions)[1 + (w.number - 1) % @tokens] as condition, (@names)[1 + (w.number - 1) % @tokens] as token
                from unnest(@ids) with ordinality w (id, number);
            insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                     tick_size, time_in_force, valid_until, mode, status, created_at, matched_shares, accepted_at, finished_at)
            select id, tenant, '0x' || lpad(replace(id::text, '-', ''), 64, '0'), 'manual', 'seeded', condition, token, false, 'buy', 0.5, 20, 10, 0.01, 'fok',
                   now() - interval '30 days', 'demo', 'filled', now() - interval '30 days', 20, now() - interval '30 days', now() - interval '30 days' from seeded;
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
            select id, tenant, id, id::text, 20, 0.5, 0, true, 'confirmed', now() - interval '30 days', now() - interval '30 days', now() - interval '30 days' from seeded;
            insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
            select id, tenant, id, 'seeded', condition, token, 20, 20, 0.5, 10, now() - interval '30 days' from seeded;
            insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, trigger_price, trailing_percent, source, max_slippage_percent, asks_first, status, was_held, created_at, changed_at)
            select id, tenant, case when number % 10 = 0 then 'trailing_stop' when number % 2 = 0 then 'take_profit' else 'stop_loss' end, condition, token,
                   case when number % 10 = 0 then 0.42 when number % 2 = 0 then 0.8 else 0.3 end, case when number % 10 = 0 then 20 end,
                   'executable', 10, false, 'active', true, now(), now() from seeded;
            analyze trade_order; analyze order_fill; analyze lot; analyze trade_rule;
            """, new
        {
            ids, people, tenants = (long)tenants, rules = (long)rules, tokens = (long)tokens.Count,
            conditions = tokens.Select(token => token.ConditionId).ToArray(), names = tokens.Select(token => token.TokenId).ToArray(),
        }, commandTimeout: 120);
    }
}
