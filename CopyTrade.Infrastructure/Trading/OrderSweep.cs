using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Finds in the ledger what should be placed and is in nobody's queue: after a restart, after a full queue, after the venue asked to wait.</summary>
public sealed class OrderSweep(TenantScopes scopes, OrderQueue queue, VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock)
{
    // Rows of another mode are found too: placing them ends them.
    private const string FindSql = """
        select id, billing_account_id as tenant, side = 'sell' as is_exit
          from trade_order
         where billing_account_id = any(@tenants) and status = 'pending' and unknown_since is null
           and (signed_body is null
                or (mode in (@mode, 'paper') and retry_at is not null
                    and (retry_at <= @now or cancel_requested_at is not null
                         or valid_until + case side when 'sell' then @patience * interval '1 second' else interval '0' end < @now)))
         order by side desc, created_at
         limit @capacity
        """;

    /// <summary>Returns how many orders it queued.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        await using var scope = await scopes.OpenManyAsync(tenants, ct);
        var rows = await scope.QueryAsync<(Guid Id, Guid Tenant, bool IsExit)>(FindSql, new
        {
            tenants = owners.Keys.ToArray(), mode = venue.Mode.ToText(), now = clock.GetUtcNow(), patience = options.Value.ExitPatienceSeconds, capacity = options.Value.QueueCapacity,
        });
        return rows.Count(row => queue.Enqueue(owners[row.Tenant], new OrderId(row.Id), row.IsExit ? Urgency.Exit : Urgency.Entry));
    }
}
