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

    // What was held at the end of each day that is over, and the other questions of its events, with the payout or the newest price of that moment.
    private const string MarksSql = """
        with days as (select d::date as day, (d + interval '1 day') at time zone 'UTC' as ends from generate_series(@first::timestamp, @last::timestamp, interval '1 day') d),
        moves as (select p.token_id, e.at, p.shares from ledger_posting p join ledger_entry e on e.id = p.entry_id
                   where p.billing_account_id = @Tenant and p.account = 'position' and p.token_id is not null)
        select d.day::timestamp, d.ends, h.token_id, coalesce(r.payout, m.value) as value, coalesce(r.resolved_at, m.at) as at, case when r.payout is not null then 'resolution' else m.source end as source
          from days d
          cross join lateral (
            with held as (select token_id from moves where at < d.ends group by token_id having sum(shares) > 0)
            select token_id from held
            union select o.token_id from event_question mine join held on held.token_id in (mine.yes_token, mine.no_token) join event_question q on q.event_group = mine.event_group
             cross join lateral (values (q.yes_token), (q.no_token)) o (token_id)) h
          left join lateral (select payout, resolved_at from market_resolution r where r.token_id = h.token_id and r.resolved_at < d.ends order by resolved_at limit 1) r on true
          left join lateral (select value, at, source from token_mark m where m.token_id = h.token_id and m.at < d.ends order by m.at desc limit 1) m on r.payout is null
         where r.payout is not null or m.value is not null
        """;

    private const string NamesSql = """
        select distinct on (o.condition_id) o.condition_id as id, o.title as text from trade_order o
         where o.billing_account_id = @Tenant and exists (select from ledger_entry e where e.billing_account_id = @Tenant and e.condition_id = o.condition_id)
         order by o.condition_id, (o.title is null), o.created_at desc;
        select distinct on (t.target_key) t.target_key::text as id, coalesce(t.label, t.wallet) as text from copy_target t
         where t.billing_account_id = @Tenant order by t.target_key, t.created_at desc;
        select day::timestamp as day, ledger_cash, venue_cash, cash_apart, positions_apart, shares_apart, why_not, compared_at, elsewhere_trades, elsewhere_cash, elsewhere_shares from ledger_residual
         where billing_account_id = @Tenant order by day desc limit 400;
        """;

    private const string EventsSql = "select condition_id, event_group, yes_token from market_category where condition_id = any (@conditions) and event_group is not null";

    private const string QuestionsSql = "select event_group, condition_id from event_question where event_group = any (@groups)";

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
        var questions = await scope.QueryAsync<(string Group, string Condition)>(QuestionsSql, new { groups = events.Select(row => row.Group).Distinct().ToArray() });
        var elsewhere = await scope.QueryAsync<string>($"select distinct condition_id from ({WalletTradeSql.Elsewhere}) e", new { tenant.Tenant, settled = clock.GetUtcNow() - ElsewhereTradesQuery.Settling });
        var now = await marks.AtAsync([.. Tokens(lines)], clock.GetUtcNow(), ct);
        past[today] = now.ToDictionary(mark => mark.Key, mark => mark.Value.Value);
        return new(EnumText.Parse<AccountMoney>(money), lines, past, markets, books, residuals, unposted, unexplained, events.ToDictionary(row => ConditionId.Parse(row.Condition), row => new EventPlace(row.Group, TokenId.Parse(row.Yes))))
        {
            Questions = questions.GroupBy(row => row.Group).ToDictionary(group => group.Key, group => (IReadOnlySet<ConditionId>)group.Select(row => ConditionId.Parse(row.Condition)).ToHashSet()),
             Elsewhere = elsewhere.Select(ConditionId.Parse).ToHashSet(), Together = now.Values.Where(mark => mark.IsTogether).Select(mark => mark.Token).ToHashSet(),
        };
    }

    private static IEnumerable<TokenId> Tokens(IEnumerable<LedgerLine> lines) => lines.Where(line => line is { Account: LedgerAccount.Position, Token: not null }).Select(line => line.Token!).Distinct();

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
        var rows = await scope.QueryAsync<MarkRow>(MarksSql, new { tenant.Tenant, first = first.ToDateTime(TimeOnly.MinValue), last = today.AddDays(-1).ToDateTime(TimeOnly.MinValue) });
        var events = await EventQuestionRow.ReadAsync(scope.Connection, [.. Tokens(lines).Select(token => token.Value)], CancellationToken.None, scope.Transaction);
        return rows.GroupBy(row => (row.Day, row.Ends)).ToDictionary(
            day => DateOnly.FromDateTime(day.Key.Day),
            day => (IReadOnlyDictionary<TokenId, Price>)EventMarks.Together(day.Select(row => row.ToMark()).ToDictionary(mark => mark.Token), events, day.Key.Ends).ToDictionary(mark => mark.Key, mark => mark.Value.Value));
    }

    private sealed record MarkRow(DateTime Day, DateTimeOffset Ends, string TokenId, decimal Value, DateTimeOffset At, string Source)
    {
        public TokenMark ToMark() => new(Domain.Venue.TokenId.Parse(TokenId), Price.Of(Value), At, EnumText.Parse<MarkSource>(Source));
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

    private sealed record ResidualRow(DateTime Day, decimal LedgerCash, decimal? VenueCash, decimal? CashApart, int? PositionsApart, decimal? SharesApart, string? WhyNot, DateTimeOffset ComparedAt, int? ElsewhereTrades, decimal? ElsewhereCash, decimal? ElsewhereShares)
    {
        public LedgerResidual ToResidual() => new(
            DateOnly.FromDateTime(Day), Usdc.Of(LedgerCash), VenueCash is { } cash ? Usdc.Of(cash) : null, CashApart is { } apart ? Usdc.Of(apart) : null, PositionsApart, SharesApart, WhyNot, ComparedAt)
        {
            ElsewhereTrades = ElsewhereTrades, ElsewhereCash = ElsewhereCash is { } elsewhere ? Usdc.Of(elsewhere) : null, ElsewhereShares = ElsewhereShares,
        };
    }
}
