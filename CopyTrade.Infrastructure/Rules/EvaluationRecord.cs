using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What evaluations saw, compacted: one row for each stretch in which nothing changed but the price. Grows in memory and is written in batches; what a crash loses is at most one interval of writing, and never an event. Thread-safe.</summary>
internal sealed class EvaluationRecord(TenantScopes scopes)
{
    private const int RowsAtOnce = 500;
    private static readonly TimeSpan LongestStretch = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<RuleId, Stretch> _stretches = [];
    private readonly List<Stretch> _ended = [];

    private const string WriteSql = """
        insert into rule_evaluation (id, billing_account_id, rule_id, first_at, last_at, count, outcome, summary)
        select w.id, w.tenant, w.rule, w.first_at, w.last_at, w.count, w.outcome, w.summary::jsonb
          from unnest(@ids, @tenants, @rules, @firsts, @lasts, @counts, @outcomes, @summaries) w (id, tenant, rule, first_at, last_at, count, outcome, summary)
            on conflict (id) do update set last_at = excluded.last_at, count = excluded.count, summary = excluded.summary
        """;

    /// <summary>One evaluation that did nothing.</summary>
    public void Add(TenantRef tenant, TradeRule rule, EvaluatedPrice one)
    {
        lock (_gate)
        {
            if (_stretches.TryGetValue(rule.Id, out var stretch) && stretch.Version == rule.Version && stretch.Summary.First.Outcome == one.Outcome && one.At - stretch.Summary.First.At < LongestStretch)
            {
                stretch.Summary = stretch.Summary.With(one);
                stretch.IsWritten = false;
                return;
            }

            if (stretch is { IsWritten: false }) _ended.Add(stretch);
            _stretches[rule.Id] = new(Guid.CreateVersion7(one.At), tenant, rule.Id, rule.Version, EvaluationSummary.Of(one));
        }
    }

    /// <summary>What is no longer watched is written once more and forgotten.</summary>
    public void Keep(IReadOnlySet<RuleId> rules)
    {
        lock (_gate)
        {
            foreach (var (rule, stretch) in _stretches.Where(pair => !rules.Contains(pair.Key)).ToList())
            {
                if (!stretch.IsWritten) _ended.Add(stretch);
                _stretches.Remove(rule);
            }
        }
    }

    /// <summary>Writes what was not written yet of these tenants, some at a time. One caller.</summary>
    public async Task WriteAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var known = tenants.Select(tenant => tenant.Tenant).ToHashSet();
        foreach (var some in Unwritten(known).Chunk(RowsAtOnce))
        {
            await WriteAsync(some, ct);
            lock (_gate)
            {
                // What grew meanwhile is written again next time.
                foreach (var (stretch, summary) in some.Where(row => ReferenceEquals(row.Stretch.Summary, row.Summary))) stretch.IsWritten = true;
                _ended.RemoveAll(stretch => stretch.IsWritten);
            }
        }
    }

    private List<(Stretch Stretch, EvaluationSummary Summary)> Unwritten(HashSet<TenantId> known)
    {
        lock (_gate) return [.. _ended.Concat(_stretches.Values).Where(stretch => !stretch.IsWritten && known.Contains(stretch.Tenant.Tenant)).Select(stretch => (stretch, stretch.Summary))];
    }

    private async Task WriteAsync((Stretch Stretch, EvaluationSummary Summary)[] rows, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([.. rows.Select(row => row.Stretch.Tenant).DistinctBy(tenant => tenant.Tenant)], ct);
        await scope.ExecuteAsync(WriteSql, new
        {
            ids = rows.Select(row => row.Stretch.Id).ToArray(),
            tenants = rows.Select(row => row.Stretch.Tenant.Tenant.Value).ToArray(),
            rules = rows.Select(row => row.Stretch.Rule.Value).ToArray(),
            firsts = rows.Select(row => row.Summary.First.At.UtcDateTime).ToArray(),
            lasts = rows.Select(row => row.Summary.Last.At.UtcDateTime).ToArray(),
            counts = rows.Select(row => row.Summary.Count).ToArray(),
            outcomes = rows.Select(row => row.Summary.First.Outcome.ToText()).ToArray(),
            summaries = rows.Select(row => DomainJson.Write(row.Summary)).ToArray(),
        });
        await scope.CommitAsync();
    }

    private sealed class Stretch(Guid id, TenantRef tenant, RuleId rule, int version, EvaluationSummary summary)
    {
        public Guid Id => id;

        public TenantRef Tenant => tenant;

        public RuleId Rule => rule;

        public int Version => version;

        public EvaluationSummary Summary { get; set; } = summary;

        public bool IsWritten { get; set; }
    }
}
