using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;
using Dapper;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>What the authoriser looks at, in one round trip.</summary>
internal static class AuthorizationReader
{
    private const string HaltsSql = """
        select kind, scope, subject, reason, set_at, set_by <> (select owner_user_id from billing_account where id = @tenant) as is_suspension
          from trading_halt where billing_account_id = @tenant and released_at is null
        union all
        select 'halt', 'platform', null, reason, set_at, false from platform_halt where released_at is null
        order by set_at;
        """;

    // The windows count what was authorised and not refused. The asking order's own row, in the ledger since before it
    // asked, is left out. Made-up money never uses up real budget.
    private const string UsageSql = $"""
        select coalesce(sum({MeansSql.Spent}) filter (where side = 'buy'), 0) as last_day,
               count(*) filter (where created_at > @now - interval '1 hour')::int as last_hour,
               min(created_at) filter (where side = 'buy') + interval '24 hours' as day_frees_at,
               min(created_at) filter (where created_at > @now - interval '1 hour') + interval '1 hour' as hour_frees_at
          from trade_order o
         where billing_account_id = @tenant and authorised_at is not null and status <> 'error' and mode in (@mode, 'paper')
           and created_at > @now - interval '24 hours' and id is distinct from @except;
        """;

    private const string WalletColumns = """
        id, billing_account_id as tenant, signer, funder, signature_type::int as signature_type, created_at, credentials_at,
               approvals_ready_at, collateral_balance, balance_at, readiness_problem
        """;

    private const string GrantColumns = """
        g.id, per_order_usdc as per_order, daily_usdc as daily, hourly_fills,
               (case when 'poly:trade:buy' = any(scopes) then 1 else 0 end + case when 'poly:trade:sell' = any(scopes) then 2 else 0 end) as scope,
               g.created_at, g.expires_at, g.revoked_at
        """;

    private const string WalletSql = $"""
        select {WalletColumns}
          from wallet_connection where billing_account_id = @tenant and revoked_at is null;
        select {GrantColumns}
          from wallet_grant g join wallet_connection w on w.id = g.connection_id
         where g.billing_account_id = @tenant and w.revoked_at is null
         order by g.revoked_at is not null, g.created_at desc limit 1;
        """;

    /// <summary>The same questions about <c>@tenants</c> at once, for orders that were never authorised: takes <c>@mode</c> and <c>@now</c> as well.</summary>
    public const string ManySql = $"""
        select billing_account_id as tenant, kind, scope, subject, reason, set_at from trading_halt where billing_account_id = any(@tenants) and released_at is null
        union all
        select null, 'halt', 'platform', null, reason, set_at from platform_halt where released_at is null
        order by set_at;
        select billing_account_id as tenant, coalesce(sum({MeansSql.Spent}) filter (where side = 'buy'), 0) as last_day,
               count(*) filter (where created_at > @now - interval '1 hour')::int as last_hour,
               min(created_at) filter (where side = 'buy') + interval '24 hours' as day_frees_at,
               min(created_at) filter (where created_at > @now - interval '1 hour') + interval '1 hour' as hour_frees_at
          from trade_order o
         where billing_account_id = any(@tenants) and authorised_at is not null and status <> 'error' and mode in (@mode, 'paper')
           and created_at > @now - interval '24 hours'
         group by billing_account_id;
        select {WalletColumns}
          from wallet_connection where billing_account_id = any(@tenants) and revoked_at is null;
        select distinct on (g.billing_account_id) g.billing_account_id as tenant, {GrantColumns}
          from wallet_grant g join wallet_connection w on w.id = g.connection_id
         where g.billing_account_id = any(@tenants) and w.revoked_at is null
         order by g.billing_account_id, g.revoked_at is not null, g.created_at desc;
        """;

    /// <summary>Reads the answers to <see cref="ManySql"/>.</summary>
    public static async Task<IReadOnlyDictionary<TenantId, AuthorizationFacts>> ReadManyAsync(SqlMapper.GridReader answers, IEnumerable<TenantId> tenants)
    {
        var halts = (await answers.ReadAsync<TenantHaltRow>()).ToList();
        var usage = (await answers.ReadAsync<UsageRow>()).ToDictionary(row => row.Tenant, row => new SpendUsage(row.LastDay, row.LastHour, row.DayFreesAt, row.HourFreesAt));
        var wallets = (await answers.ReadAsync<WalletConnection>()).ToDictionary(wallet => wallet.Tenant);
        var grants = (await answers.ReadAsync<GrantRow>()).ToDictionary(row => row.Tenant, row => row.ToGrant());
        return tenants.Distinct().ToDictionary(tenant => tenant, tenant => new AuthorizationFacts(
            Sorted(halts.Where(row => row.Tenant is null || row.Tenant == tenant).Select(row => row.ToRow())),
            wallets.GetValueOrDefault(tenant), grants.GetValueOrDefault(tenant), usage.GetValueOrDefault(tenant) ?? Unused));
    }

    /// <param name="scope">An open scope of the tenant.</param>
    /// <param name="tenant">Whose facts.</param>
    /// <param name="mode">Which money.</param>
    /// <param name="except">The order that asks.</param>
    /// <param name="now">The end of the windows.</param>
    public static async Task<AuthorizationFacts> ReadAsync(TenantScope scope, TenantId tenant, VenueMode mode, OrderId? except, DateTimeOffset now)
    {
        await using var answers = await scope.Connection.QueryMultipleAsync(HaltsSql + UsageSql + WalletSql, Parameters(tenant, mode, except, now), scope.Transaction);
        var halts = Sorted(await answers.ReadAsync<HaltRow>());
        var usage = await answers.ReadSingleAsync<SpendUsage>();
        var wallet = await answers.ReadSingleOrDefaultAsync<WalletConnection>();
        return new AuthorizationFacts(halts, wallet, await answers.ReadSingleOrDefaultAsync<Grant>(), usage);
    }

    /// <summary>Halts and usage only, for pages.</summary>
    public static async Task<(IReadOnlyList<Halt> Halts, SpendUsage Usage)> ReadStatusAsync(TenantScope scope, TenantId tenant, VenueMode mode, DateTimeOffset now)
    {
        await using var answers = await scope.Connection.QueryMultipleAsync(HaltsSql + UsageSql, Parameters(tenant, mode, null, now), scope.Transaction);
        var halts = Sorted(await answers.ReadAsync<HaltRow>());
        return (halts, await answers.ReadSingleAsync<SpendUsage>());
    }

    private static object Parameters(TenantId tenant, VenueMode mode, OrderId? except, DateTimeOffset now) =>
        new { tenant = tenant.Value, mode = mode.ToText(), except = except?.Value, now = now.UtcDateTime };

    /// <summary>Halts only, the widest first.</summary>
    public static async Task<IReadOnlyList<Halt>> ReadHaltsAsync(TenantScope scope, TenantId tenant) =>
        Sorted(await scope.QueryAsync<HaltRow>(HaltsSql, new { tenant = tenant.Value }));

    private static List<Halt> Sorted(IEnumerable<HaltRow> rows) => [.. rows.Select(row => row.ToHalt()).OrderBy(halt => halt.Scope)];

    private static SpendUsage Unused { get; } = new(Domain.Money.Usdc.Zero, 0, null);

    private sealed record TenantHaltRow(TenantId? Tenant, string Kind, string Scope, string? Subject, string? Reason, DateTimeOffset SetAt)
    {
        public HaltRow ToRow() => new(Kind, Scope, Subject, Reason, SetAt);
    }

    private sealed record UsageRow(TenantId Tenant, Domain.Money.Usdc LastDay, int LastHour, DateTimeOffset? DayFreesAt, DateTimeOffset? HourFreesAt);

    private sealed record GrantRow(
        TenantId Tenant, Guid Id, Domain.Money.Usdc PerOrder, Domain.Money.Usdc Daily, int HourlyFills, GrantScope Scope, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt)
    {
        public Grant ToGrant() => new(Id, PerOrder, Daily, HourlyFills, Scope, CreatedAt, ExpiresAt, RevokedAt);
    }

    private sealed record HaltRow(string Kind, string Scope, string? Subject, string? Reason, DateTimeOffset SetAt, bool IsSuspension = false)
    {
        public Halt ToHalt() => new(EnumText.Parse<HaltKind>(Kind), Scope == "platform", Reason, SetAt) { Scope = EnumText.Parse<HaltScope>(Scope), Subject = Subject, IsSuspension = IsSuspension };
    }
}
