using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Makes the rules that copies ask for, once for each time that a position is opened: from the percentages that counted when the copy was decided, and the average entry of what is confirmed.</summary>
internal sealed partial class CopyExitAttacher(TenantScopes scopes, IMarketCatalog catalog, IOptions<RuleOptions> options, TimeProvider clock, ILogger<CopyExitAttacher> logger)
{
    // As the index on it says it.
    private const string AsksSql = "greatest((d.input -> 'rules' ->> 'exit_stop_percent')::numeric, (d.input -> 'rules' ->> 'exit_target_percent')::numeric, (d.input -> 'rules' ->> 'exit_trailing_percent')::numeric) > 0";

    // A position begins with the purchase before which nothing was left; the first of its copies that asked for rules gets them.
    // When a purchase was booked is compared with when a sale was: the venue tells the time of a match in whole seconds.
    private const string OpenSql = $"""
        with asking as materialized (select distinct billing_account_id from copy_decision d where d.billing_account_id = any (@tenants) and {AsksSql}),
        held as materialized (
          select l.billing_account_id, l.book, l.token_id, l.condition_id, sum(l.remaining) as left_shares, sum(l.remaining * l.cost / l.shares) as left_cost
            from lot l where l.billing_account_id in (select billing_account_id from asking) and l.remaining > 0 group by 1, 2, 3, 4
          having max(l.opened_at) > @since or exists (
            select from rule_attachment a where a.billing_account_id = l.billing_account_id and a.book = l.book and a.token_id = l.token_id and a.state = 'refused')),
        opened as (
          select distinct on (l.billing_account_id, l.book, l.token_id) l.billing_account_id, l.book, l.token_id, l.id, l.opened_at
            from lot l join held h on h.billing_account_id = l.billing_account_id and h.book = l.book and h.token_id = l.token_id
            join order_fill f on f.id = l.order_fill_id
           where not exists (
             select from lot e
              where e.billing_account_id = l.billing_account_id and e.book = l.book and e.token_id = l.token_id and (e.opened_at, e.id) < (l.opened_at, l.id)
                and (e.remaining > 0 or coalesce((select max(c.closed_at) from lot_close c where c.lot_id = e.id), 'infinity') > f.settled_at))
           order by 1, 2, 3, l.opened_at desc, l.id desc)
        select h.billing_account_id as Tenant, h.book, h.token_id as Token, h.condition_id as Condition, o.id as FirstLot, round(h.left_cost / h.left_shares, 8) as Entry, w.order_id as "Order", w.rules::text as Rules
          from held h
          join opened o on o.billing_account_id = h.billing_account_id and o.book = h.book and o.token_id = h.token_id
          join lateral (
            select d.order_id, d.input -> 'rules' as rules
              from lot l join order_fill f on f.id = l.order_fill_id join trade_order t on t.id = f.order_id join copy_decision d on d.order_id = coalesce(t.second_of, t.id) and d.billing_account_id = l.billing_account_id
             where l.billing_account_id = h.billing_account_id and l.book = h.book and l.token_id = h.token_id and (l.opened_at, l.id) >= (o.opened_at, o.id) and {AsksSql}
             order by l.opened_at, l.id limit 1) w on true
          left join rule_attachment a on a.billing_account_id = h.billing_account_id and a.first_lot = o.id
         where a.first_lot is null or a.state = 'refused'
        """;

    // Of two hosts one waits here for the other's commit, and then finds that it is done.
    private const string TakeSql = """
        insert into rule_attachment (billing_account_id, first_lot, order_id, book, token_id, state, reason, entry_price, rules, at)
        values (@Tenant, @FirstLot, @Order, @Book, @Token, 'none', 'Not made yet.', @entry, '{}', @now)
            on conflict (billing_account_id, first_lot) do update set at = excluded.at, entry_price = excluded.entry_price where rule_attachment.state = 'refused'
        """;

    private const string WriteSql = "update rule_attachment set state = @state, reason = @reason, rules = @rules where billing_account_id = @Tenant and first_lot = @FirstLot";

    /// <summary>How many positions got rules.</summary>
    /// <param name="among">Whose positions.</param>
    /// <param name="since">Positions without a purchase after this were looked at before; null looks at all.</param>
    /// <param name="ct">Cancels between positions.</param>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> among, DateTimeOffset? since, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        IReadOnlyList<OpenRow> open;
        await using (var scope = await scopes.OpenManyAsync(among, ct))
            open = await scope.QueryAsync<OpenRow>(OpenSql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray(), since = (since ?? DateTimeOffset.UnixEpoch).UtcDateTime });

        var attached = 0;
        foreach (var row in open)
        {
            try
            {
                if (await AttachAsync(owners[row.Tenant], row, ct)) attached++;
            }
            catch (VenueUnavailableException e)
            {
                Log.NotTold(logger, row.Token, e.Message);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(logger, row.Token, e);   // one position's trouble is its own
            }
        }

        return attached;
    }

    private async Task<bool> AttachAsync(TenantRef tenant, OpenRow row, CancellationToken ct)
    {
        if (await catalog.FindToSellAsync(row.Condition, row.Token, ct) is not { } market) return false;
        var (now, entry) = (clock.GetUtcNow(), Price.Of(Math.Clamp(decimal.Round(row.Entry, Price.Decimals), 0m, 1m)));
        var terms = CopyExits.Of(DomainJson.Read<CopyRules>(row.Rules), market, row.Book, entry);
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (await scope.ExecuteAsync(TakeSql, new { row.Tenant, row.FirstLot, row.Order, row.Book, row.Token, entry, now }) == 0) return false;
        var (made, full) = terms.Count == 0 ? ([], null) : await RuleInserts.TryAsync(scope, tenant, new(terms, market.Title, market.Outcome), options.Value.MostActive, now);
        var (state, reason) = made.Count > 0 ? ("attached", null) : full is not null ? ("refused", full) : ("none", "The entry leaves no room for a stop under it and a target above it.");
        await scope.ExecuteAsync(WriteSql, new { row.Tenant, row.FirstLot, state, reason, rules = made.Select(rule => rule.Id.Value).ToArray() });
        scope.Announce(ChangeKind.Orders, tenant.Tenant);   // the copy's story shows them
        await scope.CommitAsync();
        if (full is not null) Log.Refused(logger, row.Token, full);
        return made.Count > 0;
    }

    private sealed class OpenRow
    {
        public TenantId Tenant { get; init; }

        public string Book { get; init; } = "";

        public required TokenId Token { get; init; }

        public required ConditionId Condition { get; init; }

        public Guid FirstLot { get; init; }

        public decimal Entry { get; init; }

        public OrderId Order { get; init; }

        public string Rules { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7011, Level = LogLevel.Warning, Message = "Rules of a new copy of token {Token} wait: the venue does not answer ({Problem}).")]
        public static partial void NotTold(ILogger logger, TokenId token, string problem);

        [LoggerMessage(EventId = 7012, Level = LogLevel.Error, Message = "Rules of a new copy of token {Token} could not be made; they are tried again.")]
        public static partial void Broke(ILogger logger, TokenId token, Exception exception);

        [LoggerMessage(EventId = 7013, Level = LogLevel.Warning, Message = "Rules of a new copy of token {Token} were refused: {Problem}")]
        public static partial void Refused(ILogger logger, TokenId token, string problem);
    }
}
