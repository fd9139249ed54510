using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What evaluations saw, compacted: one row for each stretch in which nothing changed but the price. Grows in memory and is written in batches; what a crash loses is at most one interval of writing, and never an event.</summary>
internal sealed class EvaluationRecord(TenantScopes scopes)
{
    private static readonly TimeSpan LongestStretch = TimeSpan.FromHours(1);
    private readonly Dictionary<RuleId, Stretch> _stretches = [];
    private readonly List<Stretch> _ended = [];

    private const string WriteSql = """
        insert into rule_evaluation (id, billing_account_id, rule_id, first_at, last_at, count, outcome, summary)
        select w.id, w.tenant, w.rule, w.first_at, w.last_at, w.count, w.outcome, w.summary::jsonb
          from unnest(@ids, @tenants, @rules, @firsts, @lasts, @counts, @outcomes, @summaries) w (id, tenant, rule, first_at, last_at, count, outcome, summary)
            on conflict (id) do update set last_at = excluded.last_at, count = excluded.count, summary = excluded.summary
        """;

    /// <summary>One evaluation that did nothing. Not thread-safe: one loop judges.</summary>
    public void Add(TenantRef tenant, TradeRule rule, EvaluatedPrice one)
    {
        if (_stretches.TryGetValue(rule.Id, out var stretch) && stretch.Version == rule.Version && stretch.Summary.First.Outcome == one.Outcome && one.At - stretch.Summary.First.At < LongestStretch)
        {
            _stretches[rule.Id] = stretch with { Summary = stretch.Summary.With(one), IsWritten = false };
            return;
        }

        if (stretch is { IsWritten: false }) _ended.Add(stretch);
        _stretches[rule.Id] = new(Guid.CreateVersion7(one.At), tenant, rule.Id, rule.Version, EvaluationSummary.Of(one), IsWritten: false);
    }

    /// <summary>What is no longer watched is written once more and forgotten.</summary>
    public void Keep(IReadOnlySet<RuleId> rules)
    {
        foreach (var (rule, stretch) in _stretches.Where(pair => !rules.Contains(pair.Key)).ToList())
        {
            if (!stretch.IsWritten) _ended.Add(stretch);
            _stretches.Remove(rule);
        }
    }

    public async Task WriteAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var known = tenants.Select(tenant => tenant.Tenant).ToHashSet();
        var rows = _ended.Concat(_stretches.Values.Where(stretch => !stretch.IsWritten)).Where(stretch => known.Contains(stretch.Tenant.Tenant)).ToList();
        if (rows.Count == 0) return;
        await using var scope = await scopes.OpenManyAsync([.. rows.Select(row => row.Tenant).DistinctBy(tenant => tenant.Tenant)], ct);
        await scope.ExecuteAsync(WriteSql, new
        {
            ids = rows.Select(row => row.Id).ToArray(),
            tenants = rows.Select(row => row.Tenant.Tenant.Value).ToArray(),
            rules = rows.Select(row => row.Rule.Value).ToArray(),
            firsts = rows.Select(row => row.Summary.First.At.UtcDateTime).ToArray(),
            lasts = rows.Select(row => row.Summary.Last.At.UtcDateTime).ToArray(),
            counts = rows.Select(row => row.Summary.Count).ToArray(),
            outcomes = rows.Select(row => row.Summary.First.Outcome.ToText()).ToArray(),
            summaries = rows.Select(row => DomainJson.Write(row.Summary)).ToArray(),
        });
        await scope.CommitAsync();
        _ended.Clear();
        foreach (var (rule, stretch) in _stretches.ToList()) _stretches[rule] = stretch with { IsWritten = true };
    }

    private sealed record Stretch(Guid Id, TenantRef Tenant, RuleId Rule, int Version, EvaluationSummary Summary, bool IsWritten);
}
