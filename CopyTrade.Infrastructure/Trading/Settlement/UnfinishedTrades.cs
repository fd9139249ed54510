using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>A wallet whose trades the venue has to be asked for, and how much of them.</summary>
internal sealed record UnfinishedTrades
{
    // It may still match, a match is not final, the venue counted a match whose trade was not heard of, or it ended a while ago.
    private const string Sql = $$"""
        select w.billing_account_id as tenant_id, w.id as wallet_id, w.trades_read_to as read_to, min(u.submitted_at) as oldest,
               min(u.submitted_at) filter (where u.is_missing) as missing, bool_and(u.is_over) as is_over,
               coalesce(array_agg(distinct u.trade) filter (where u.matched_at < @longAgo), '{}') as old_trades
          from (
            select o.connection_id, o.submitted_at, null as trade, null::timestamptz as matched_at, false as is_over,
                   o.matched_shares > coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id and f.settlement <> 'failed'), 0) as is_missing
              from trade_order o
             where o.billing_account_id = any(@tenants) and o.status in ('pending', 'open', 'partial') and o.signed_body is not null and o.mode in (@mode, 'paper')
            union all
            select o.connection_id, o.submitted_at, f.venue_trade_id, f.matched_at, false, false
              from order_fill f join trade_order o on o.id = f.order_id
             where f.billing_account_id = any(@tenants) and f.settlement in ('matched', 'retrying', 'mined') and o.mode in (@mode, 'paper')
            union all
            select w.id, o.submitted_at, null, null, not x.is_missing, x.is_missing
              from {{AfterLooks.Ended}} and w.billing_account_id = any(@tenants)) u
          join wallet_connection w on w.id = u.connection_id
         group by w.id
        """;

    // The venue's clock is not ours.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenMarks = TimeSpan.FromMinutes(1);

    public Guid TenantId { get; init; }

    public Guid WalletId { get; init; }

    /// <summary>Matches until then were read, and are on record.</summary>
    public DateTimeOffset ReadTo { get; init; }

    /// <summary>When the oldest unfinished order was sent.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>The same of those that matched more than is on record.</summary>
    public DateTimeOffset? Missing { get; init; }

    /// <summary>Nothing but orders that ended: one look, and it is quiet again.</summary>
    public bool IsOver { get; init; }

    /// <summary>Trades that are not final, matched so long ago that they are asked for one by one.</summary>
    public string[] OldTrades { get; init; } = [];

    public WalletConnectionId Wallet => new(WalletId);

    public static Task<IReadOnlyList<UnfinishedTrades>> FindAsync(TenantScopes scopes, IReadOnlyCollection<TenantRef> tenants, VenueMode mode, DateTimeOffset now, CancellationToken ct) =>
        scopes.ReadManyAsync<UnfinishedTrades>(tenants, Sql, new
        {
            tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), mode = mode.ToText(), now, recent = now - AfterLooks.Missing, longAgo = now - AfterLooks.Overlap,
        }, ct);

    /// <summary>From when on all trades are read: where the last reading ended, or the oldest unfinished order began.</summary>
    public DateTimeOffset Since(DateTimeOffset now)
    {
        // A bookmark of the future was set while the clock was wrong.
        var next = ReadTo < now - AfterLooks.Overlap ? ReadTo : now - AfterLooks.Overlap;
        return Oldest - ClocksApart is { } oldest && oldest > next ? oldest : next;
    }

    /// <summary>Where to look when matches are missing that the readings should have brought; null when <see cref="Since"/> reaches as far.</summary>
    public DateTimeOffset? DeepSince(DateTimeOffset now) => Missing - ClocksApart is { } missing && missing < Since(now) ? missing : null;

    /// <summary>Sets the bookmark; for a wallet with live orders seldom, since a reading repeats what it must.</summary>
    public async Task MarkReadAsync(TenantScopes scopes, TenantRef tenant, DateTimeOffset asked, CancellationToken ct)
    {
        var to = asked - AfterLooks.Overlap;
        if (!IsOver && to >= ReadTo && to - ReadTo < BetweenMarks) return;
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await scope.ExecuteAsync("update wallet_connection set trades_read_to = @to where id = @wallet", new { to, wallet = WalletId });
        await scope.CommitAsync();
    }
}
