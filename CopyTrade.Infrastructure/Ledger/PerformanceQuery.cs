using System.Runtime.CompilerServices;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Ledger;

internal sealed class PerformanceQuery(TenantScopes scopes, ITokenMarks marks, TimeProvider clock) : IPerformanceQuery
{
    private const int MostDays = 800;

    private const string LinesSql = """
        select date_trunc('hour', e.at) as at, e.kind, e.book, e.condition_id, e.token_id, e.mode, e.entry_price, e.builder, c.category, p.account, p.token_id as posted_token,
               sum(p.amount) as amount, sum(p.shares) as shares, count(distinct e.id)::int as entries
          from ledger_entry e join ledger_posting p on p.entry_id = e.id left join market_category c on c.condition_id = e.condition_id
         where e.billing_account_id = @Tenant
         group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
         order by 1
        """;

    // What was held at the end of each day that is over, with the payout or the newest price of that moment.
    private const string MarksSql = """
        with days as (select d::date as day, (d + interval '1 day') at time zone 'UTC' as ends from generate_series(@first::timestamp, @last::timestamp, interval '1 day') d),
        moves as (select p.token_id, e.at, p.shares from ledger_posting p join ledger_entry e on e.id = p.entry_id
                   where p.billing_account_id = @Tenant and p.account = 'position' and p.token_id is not null)
        select d.day::timestamp, h.token_id, coalesce(r.payout, m.value) as value
          from days d
          cross join lateral (select token_id from moves where at < d.ends group by token_id having sum(shares) > 0) h
          left join lateral (select payout from market_resolution r where r.token_id = h.token_id and r.resolved_at < d.ends order by resolved_at limit 1) r on true
          left join lateral (select value from token_mark m where m.token_id = h.token_id and m.at < d.ends order by m.at desc limit 1) m on r.payout is null
         where r.payout is not null or m.value is not null
        """;

    private const string NamesSql = """
        select distinct on (o.condition_id) o.condition_id as id, o.title as text from trade_order o
         where o.billing_account_id = @Tenant and exists (select from ledger_entry e where e.billing_account_id = @Tenant and e.condition_id = o.condition_id)
         order by o.condition_id, (o.title is null), o.created_at desc;
        select distinct on (t.target_key) t.target_key::text as id, coalesce(t.label, t.wallet) as text from copy_target t
         where t.billing_account_id = @Tenant order by t.target_key, t.created_at desc;
        select day::timestamp as day, ledger_cash, venue_cash, cash_apart, positions_apart, shares_apart, why_not, compared_at from ledger_residual
         where billing_account_id = @Tenant order by day desc limit 400;
        """;

    private const string EventsSql = "select condition_id, event_group, yes_token from market_category where condition_id = any (@conditions) and event_group is not null";

    private const string ExportSql = """
        select e.at, e.source_key as source, e.kind, b.trading_mode as money, e.mode, e.book, coalesce(t.label, t.wallet) as target, e.condition_id as condition, o.title as market, c.category,
               coalesce(p.token_id, e.token_id) as token, p.account, p.amount, p.shares, e.entry_price
          from ledger_entry e
          join ledger_posting p on p.entry_id = e.id
          join billing_account b on b.id = e.billing_account_id
          left join market_category c on c.condition_id = e.condition_id
          left join lateral (select label, wallet from copy_target t where t.billing_account_id = e.billing_account_id and t.target_key::text = e.book order by created_at desc limit 1) t on true
          left join lateral (select title from trade_order o where o.billing_account_id = e.billing_account_id and o.condition_id = e.condition_id and o.title is not null limit 1) o on true
         where e.billing_account_id = @Tenant and e.at >= @since
         order by e.at, e.id, p.line
        """;

    public async Task<PerformanceFacts> ReadAsync(TenantRef tenant, int days, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, MostDays);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var money = await scope.QuerySingleAsync<string>("select trading_mode from billing_account where id = @Tenant", new { tenant.Tenant });
        var lines = (await scope.QueryAsync<LineRow>(LinesSql, new { tenant.Tenant })).Select(row => row.ToLine()).ToList();
        var past = await MarksAsync(scope, tenant, today, days, lines);
        using var named = await scope.QueryMultipleAsync(NamesSql, new { tenant.Tenant });
        var markets = (await named.ReadAsync<Name>()).ToDictionary(row => row.Id, row => row.Text);
        var books = (await named.ReadAsync<Name>()).ToDictionary(row => row.Id, row => row.Text ?? "");
        var residuals = (await named.ReadAsync<ResidualRow>()).Select(row => row.ToResidual()).ToList();
        var unposted = await scope.QuerySingleAsync<int>($"select count(*)::int from ({FactSql.Unposted}) u", new { tenants = new[] { tenant.Tenant.Value }, since = clock.GetUtcNow().AddDays(-1) });
        var unexplained = await scope.QuerySingleAsync<int>(ActivitySql.Unexplained, new { tenant.Tenant });
        var events = await scope.QueryAsync<(string Condition, string Group, string Yes)>(EventsSql, new { conditions = lines.Select(line => line.Place.Condition?.Value).OfType<string>().Distinct().ToArray() });
        past[today] = (await marks.AtAsync([.. lines.Where(line => line is { Account: LedgerAccount.Position, Token: not null }).Select(line => line.Token!).Distinct()], clock.GetUtcNow(), ct))
            .ToDictionary(mark => mark.Key, mark => mark.Value.Value);
        return new(EnumText.Parse<AccountMoney>(money), lines, past, markets, books, residuals, unposted, unexplained, events.ToDictionary(row => ConditionId.Parse(row.Condition), row => new EventPlace(row.Group, TokenId.Parse(row.Yes))));
    }

    public async IAsyncEnumerable<LedgerExportRow> ExportAsync(TenantRef tenant, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await using var reader = await scope.Connection.ExecuteReaderAsync(new(
            ExportSql, new { tenant.Tenant, since = since ?? DateTimeOffset.UnixEpoch }, scope.Transaction, cancellationToken: ct));
        var parse = reader.GetRowParser<LedgerExportRow>();
        while (await reader.ReadAsync(ct)) yield return parse(reader);
    }

    private static async Task<Dictionary<DateOnly, IReadOnlyDictionary<TokenId, Price>>> MarksAsync(TenantScope scope, TenantRef tenant, DateOnly today, int days, List<LedgerLine> lines)
    {
        if (lines.Count == 0) return [];
        var born = DateOnly.FromDateTime(lines[0].At.UtcDateTime);
        var first = today.AddDays(-days) < born ? born : today.AddDays(-days);
        var rows = await scope.QueryAsync<(DateTime Day, string Token, decimal Value)>(MarksSql, new { tenant.Tenant, first = first.ToDateTime(TimeOnly.MinValue), last = today.AddDays(-1).ToDateTime(TimeOnly.MinValue) });
        return rows.GroupBy(row => DateOnly.FromDateTime(row.Day)).ToDictionary(
            day => day.Key, day => (IReadOnlyDictionary<TokenId, Price>)day.ToDictionary(row => TokenId.Parse(row.Token), row => Price.Of(row.Value)));
    }

    private sealed class Name
    {
        public string Id { get; init; } = "";

        public string? Text { get; init; }
    }

    private sealed record LineRow(
        DateTimeOffset At, string Kind, string? Book, string? ConditionId, string? TokenId, string? Mode, decimal? EntryPrice, string? Builder, string? Category, string Account, string? PostedToken, decimal Amount, decimal Shares, int Entries)
    {
        public LedgerLine ToLine() => new(
            At, EnumText.Parse<LedgerKind>(Kind),
            new(Book, ConditionId is null ? null : Domain.Venue.ConditionId.Parse(ConditionId), TokenId is null ? null : Domain.Venue.TokenId.Parse(TokenId), Mode is null ? null : EnumText.Parse<VenueMode>(Mode), EntryPrice is { } price ? Price.Of(price) : null, Builder),
            Category, EnumText.Parse<LedgerAccount>(Account), Amount, PostedToken is null ? null : Domain.Venue.TokenId.Parse(PostedToken), Shares, Entries);
    }

    private sealed record ResidualRow(DateTime Day, decimal LedgerCash, decimal? VenueCash, decimal? CashApart, int? PositionsApart, decimal? SharesApart, string? WhyNot, DateTimeOffset ComparedAt)
    {
        public LedgerResidual ToResidual() => new(
            DateOnly.FromDateTime(Day), Usdc.Of(LedgerCash), VenueCash is { } cash ? Usdc.Of(cash) : null, CashApart is { } apart ? Usdc.Of(apart) : null, PositionsApart, SharesApart, WhyNot, ComparedAt);
    }
}
