using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>The ledger of orders in PostgreSQL.</summary>
public sealed class PostgresOrderStore(TenantScopes scopes, ILogger<PostgresOrderStore> logger) : IOrderStore
{
    // Rows of another mode are found too: placing them ends them. Entries that met a closed door (a restart, post-only)
    // knock again only when the tenant's exits that met it too are through: when trading resumes, exits are first.
    private const string WaitingSql = """
        select id, billing_account_id as tenant, side = 'sell' as is_exit
          from trade_order o
         where billing_account_id = any(@tenants) and status = 'pending' and unknown_since is null
           and ((signed_body is null and (waiting_for is null or cancel_requested_at is not null) and (retry_at is null or retry_at <= @now or cancel_requested_at is not null))
                or (mode in (@mode, 'paper') and retry_at is not null
                    and ((retry_at <= @now and not (side = 'buy' and venue_error = 'venue_restricted' and exists (
                            select from trade_order x
                             where x.billing_account_id = o.billing_account_id and x.status = 'pending' and x.side = 'sell' and x.unknown_since is null
                               and x.venue_error = 'venue_restricted' and x.retry_at < @now + interval '5 seconds')))
                         or cancel_requested_at is not null
                         or (signed_body is not null
                             and case side when 'sell' then greatest(valid_until, authorised_at) + @patience * interval '1 second' else valid_until end < @now))))
         order by side desc, created_at
         limit @limit
        """;

    private const string UnknownSql = """
        select id, billing_account_id as tenant
          from trade_order o
         where billing_account_id = any(@tenants) and status = 'pending' and signed_body is not null and mode in (@mode, 'paper')
           and (unknown_since is not null or (retry_at is null and (select max(at) from order_event e where e.order_id = o.id and e.kind = 'submitted') < @abandoned))
         order by side desc, created_at
        """;

    private const string UnfinishedSql = """
        select * from trade_order
         where billing_account_id = any(@tenants) and signed_body is not null and mode in (@mode, 'paper')
           and (status in ('pending', 'open', 'partial') or ((status = 'error' or (status = 'canceled' and submitted_at is not null and accepted_at is null)) and finished_at > @givenUpSince))
         order by synced_at nulls first
        """;

    private const string SpentSql = """
        select * from trade_order
         where billing_account_id = any(@tenants) and status in ('open', 'partial') and time_in_force in ('fak', 'fok') and mode in (@mode, 'paper')
           and accepted_at <= @before and (synced_at is null or synced_at <= @before)
        """;

    private const string HeldBackSql = """
        select id, billing_account_id as tenant from trade_order
         where billing_account_id = any(@tenants) and status = 'pending' and waiting_for is not null and cancel_requested_at is null
         order by side desc, created_at
        """;

    private const string PlatformHaltSql = """
        update trade_order set cancel_requested_at = @now, cancel_reason = 'halted'
         where billing_account_id = any(@tenants) and side = 'buy' and status in ('pending', 'open', 'partial') and cancel_requested_at is null
           and exists (select from platform_halt where released_at is null)
        """;

    private const string ToCancelSql = """
        select * from trade_order
         where billing_account_id = any(@tenants) and status in ('open', 'partial') and cancel_requested_at is not null and mode in (@mode, 'paper')
         order by cancel_requested_at
        """;

    private const string ExpireSql = """
        update trade_order set cancel_requested_at = @now, cancel_reason = @reason
         where billing_account_id = any(@tenants) and resting_until <= @now and status in ('pending', 'open', 'partial') and cancel_requested_at is null
        """;

    private const string MatchesSql = """
        select t.venue_order, t.trade, f.settlement
          from unnest(@orders, @trades) as t (venue_order, trade) join trade_order o on o.venue_order_id = t.venue_order
          left join order_fill f on f.billing_account_id = o.billing_account_id and f.order_id = o.id and f.venue_trade_id = t.trade
         where o.billing_account_id = any(@tenants)
        """;

    public async Task<IOrderSession> BeginAsync(TenantRef tenant, CancellationToken ct) => new PostgresOrderSession(await scopes.BeginManyAsync([tenant], ct), tenant, logger);

    public bool TakesMany => true;

    public async Task<IOrderBatch> BeginManyAsync(IReadOnlyList<(TenantRef Tenant, OrderId Order)> orders, VenueMode? placing, DateTimeOffset now, CancellationToken ct) =>
        await PostgresOrderBatch.BeginAsync(scopes, orders, placing, now, ct);

    public async Task<bool> IsCalledOffAsync(TenantRef tenant, OrderId id, CancellationToken ct) =>
        (await scopes.ReadManyAsync<Guid>([tenant], "select id from trade_order where id = @id and cancel_requested_at is not null", new { id }, ct)).Count > 0;

    public async Task<IReadOnlyList<QueuedOrder>> FindWaitingAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, TimeSpan exitPatience, int limit, CancellationToken ct)
    {
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        var rows = await scopes.ReadManyAsync<(Guid Id, Guid Tenant, bool IsExit)>(
            tenants, WaitingSql, new { tenants = owners.Keys.ToArray(), mode = mode.ToText(), now, patience = exitPatience.TotalSeconds, limit }, ct);
        return [.. rows.Select(row => new QueuedOrder(owners[row.Tenant], new OrderId(row.Id), row.IsExit ? Urgency.Exit : Urgency.Entry))];
    }

    public async Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindUnknownAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset abandoned, CancellationToken ct)
    {
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        var rows = await scopes.ReadManyAsync<(Guid Id, Guid Tenant)>(tenants, UnknownSql, new { tenants = owners.Keys.ToArray(), mode = mode.ToText(), abandoned }, ct);
        return [.. rows.Select(row => (owners[row.Tenant], new OrderId(row.Id)))];
    }

    public Task<IReadOnlyList<OrderRow>> FindUnfinishedAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset givenUpSince, CancellationToken ct) =>
        scopes.ReadManyAsync<OrderRow>(tenants, UnfinishedSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), mode = mode.ToText(), givenUpSince }, ct);

    public Task<IReadOnlyList<OrderRow>> FindSpentAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset before, CancellationToken ct) =>
        scopes.ReadManyAsync<OrderRow>(tenants, SpentSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), mode = mode.ToText(), before }, ct);

    public async Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindHeldBackAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        var rows = await scopes.ReadManyAsync<(Guid Id, Guid Tenant)>(tenants, HeldBackSql, new { tenants = owners.Keys.ToArray() }, ct);
        return [.. rows.Select(row => (owners[row.Tenant], new OrderId(row.Id)))];
    }

    public async Task<IReadOnlyList<OrderRow>> FindToCancelAsync(IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, CancellationToken ct)
    {
        var key = new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), mode = mode.ToText(), now };
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        await scope.ExecuteAsync(PlatformHaltSql, key);
        var rows = await scope.QueryAsync<OrderRow>(ToCancelSql, key);
        await scope.CommitAsync();
        return rows;
    }

    public async Task<int> ExpireRestingAsync(IReadOnlyCollection<TenantRef> tenants, string reason, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var asked = await scope.ExecuteAsync(ExpireSql, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), reason, now });
        if (asked > 0) await scope.CommitAsync();
        return asked;
    }

    public async Task<IReadOnlyDictionary<(VenueOrderId Order, string TradeId), SettlementStatus?>> FindMatchesAsync(TenantRef tenant, IReadOnlyCollection<VenueTrade> trades, CancellationToken ct)
    {
        var asked = trades.Select(trade => (Order: trade.OrderId.Value, Trade: trade.TradeId)).Distinct().ToList();
        var rows = await scopes.ReadManyAsync<(string Order, string Trade, string? Settlement)>(
            [tenant], MatchesSql, new { tenants = new[] { tenant.Tenant.Value }, orders = asked.Select(row => row.Order).ToArray(), trades = asked.Select(row => row.Trade).ToArray() }, ct);
        return rows.ToDictionary(row => (VenueOrderId.Parse(row.Order), row.Trade), row => row.Settlement is null ? (SettlementStatus?)null : EnumText.Parse<SettlementStatus>(row.Settlement));
    }
}
