using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Reads the active rules of many tenants with all that an evaluation needs to know of our own side.</summary>
internal sealed class RuleReader(TenantScopes scopes, TimeProvider clock)
{
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    private const string RulesSql = $"select {RuleRow.Columns} from trade_rule r where r.billing_account_id = any (@tenants) and (r.status = 'active' and @since::timestamptz is null or r.changed_at > @since)";

    private const string HeldSql = """
        select billing_account_id as Tenant, book, token_id as Token, confirmed, outgoing, incoming from book_holdings(@since)
         where billing_account_id = any (@tenants) and token_id = any (@tokens)
        """;

    private const string ReadySql = """
        select billing_account_id from wallet_connection
         where billing_account_id = any (@tenants) and revoked_at is null and credentials_at is not null and approvals_ready_at is not null
        """;

    private const string ResolvedSql = "select distinct condition_id from market_resolution where condition_id = any (@conditions)";

    private const string ExitingSql = """
        select distinct r.bracket_id from rule_exit x join trade_rule r on r.id = x.rule_id
         where x.billing_account_id = any (@tenants) and x.state = 'running' and r.bracket_id is not null
        """;

    private static readonly ILookup<(TenantId, TokenId), RestingSale> NoSales = Array.Empty<RestingSale>().ToLookup(row => (row.Tenant, row.Token));

    private const string SeenSql = "update trade_rule set was_held = true where id = any (@ids) and not was_held";

    /// <summary>Also notes which of them have a position for the first time.</summary>
    /// <param name="among">Whose rules.</param>
    /// <param name="known">Their rules as known; taken over when they have not changed since.</param>
    /// <param name="since">Only what changed after that is read; null reads everything.</param>
    /// <param name="ct">Cancels the reading.</param>
    public async Task<IReadOnlyList<WatchedRule>> ReadAsync(IReadOnlyCollection<TenantRef> among, IReadOnlyCollection<WatchedRule> known, DateTimeOffset? since, CancellationToken ct)
    {
        if (among.Count == 0) return [];
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        var tenants = owners.Keys.Select(tenant => tenant.Value).ToArray();
        await using var scope = await scopes.OpenManyAsync(among, ct);
        var read = (await scope.QueryAsync<RuleRow>(RulesSql, new { tenants, since = since?.UtcDateTime })).Select(row => row.ToRule()).ToDictionary(rule => rule.Id);
        var rules = known.Select(one => one.Rule).Where(rule => !read.ContainsKey(rule.Id)).Concat(read.Values.Where(rule => rule.Status == RuleStatus.Active)).ToList();
        if (rules.Count == 0) return [];
        var tokens = rules.Select(rule => rule.Terms.Token.Value).Distinct().ToArray();
        var conditions = rules.Select(rule => rule.Terms.Condition.Value).Distinct().ToArray();
        var held = (await scope.QueryAsync<Holding>(HeldSql, new { tenants, tokens, since = (clock.GetUtcNow() - Untold).UtcDateTime })).ToLookup(row => (row.Tenant, row.Token));
        var resting = held.Any(rows => rows.Any(row => row.Outgoing > 0m))
            ? (await scope.QueryAsync<RestingSale>(RestingSales.Sql, new { tenants, tokens })).ToLookup(row => (row.Tenant, row.Token)) : NoSales;
        var ready = (await scope.QueryAsync<Guid>(ReadySql, new { tenants })).ToHashSet();
        var resolved = (await scope.QueryAsync<string>(ResolvedSql, new { conditions })).ToHashSet(StringComparer.Ordinal);
        var exiting = (await scope.QueryAsync<Guid>(ExitingSql, new { tenants })).ToHashSet();
        var watched = rules.Select(rule => new WatchedRule(
            owners[rule.Tenant], rule, HeldBy(rule, held[(rule.Tenant, rule.Terms.Token)], resting[(rule.Tenant, rule.Terms.Token)]), ready.Contains(rule.Tenant.Value),
            resolved.Contains(rule.Terms.Condition.Value), rule.Bracket is { } bracket && exiting.Contains(bracket))).ToList();
        var seen = watched.Where(rule => !rule.Rule.WasHeld && !rule.Held.IsGone).Select(rule => rule.Rule.Id.Value).ToArray();
        if (seen.Length > 0)
        {
            await scope.ExecuteAsync(SeenSql, new { ids = seen });
            await scope.CommitAsync();
        }

        return [.. watched.Select(rule => rule.Held.IsGone ? rule : rule with { Rule = rule.Rule with { WasHeld = true } })];
    }

    private static HeldPosition HeldBy(TradeRule rule, IEnumerable<Holding> rows, IEnumerable<RestingSale> resting) => rows
        .Where(row => rule.Terms.Book is null || row.Book == rule.Terms.Book)
        .Aggregate(HeldPosition.None, (sum, row) => new(sum.Free + row.Free, sum.Incoming + Shares.Of(row.Incoming), sum.Outgoing + Shares.Of(row.Outgoing))) with
        {
            Resting = Shares.Of(resting.Where(row => rule.Terms.Book is null || row.Book == rule.Terms.Book).Sum(row => row.Shares)),
        };

    private sealed class RestingSale
    {
        public TenantId Tenant { get; init; }

        public string Book { get; init; } = "";

        public required TokenId Token { get; init; }

        public decimal Shares { get; init; }
    }

    private sealed class Holding
    {
        public TenantId Tenant { get; init; }

        public string Book { get; init; } = "";

        public required TokenId Token { get; init; }

        public decimal Confirmed { get; init; }

        public decimal Outgoing { get; init; }

        public decimal Incoming { get; init; }

        // A sale confirmed before its purchase: nothing is free until the purchase is confirmed too.
        public Shares Free => Shares.RoundDown(Math.Max(0m, Confirmed - Outgoing));
    }
}
