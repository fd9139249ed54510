using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Mirroring.Explanations;

/// <summary>Writes the account of each copied trade once it has settled, adds what happens later until it is over, and forgets those that are older than they are to be kept (R2.24).</summary>
internal sealed partial class ExplanationsJob(TenantScopes scopes, IOptions<ExplanationOptions> options, TimeProvider clock, ILogger<ExplanationsJob> logger)
{
    private const int BatchSize = 100;
    private const int MostBatches = 20;
    private const int FewDays = 1825;
    private bool _hasWarned;

    // The unfinished ones come back only when something of theirs was closed since; a commit may come a little after its own time.
    private const string DueSql = $"""
        select d.id from copy_decision d {DecidedOrderSql.Join} left join trade_explanation e on e.decision_id = d.id
         where d.billing_account_id = @Tenant and d.outcome = 'placed' and d.decided_at > @kept and o.status in ('filled', 'canceled', 'error')
           and not exists (select from order_fill f where f.order_id = o.id and f.settlement in ('matched', 'retrying', 'mined'))
           and (o.status <> 'filled' or exists (select from order_fill f where f.order_id = o.id))
           and (e.decision_id is null or e.order_id <> o.id or (not e.is_over and exists (
             select from lot_close c join lot l on l.id = c.lot_id join order_fill f on f.id = l.order_fill_id where f.order_id = o.id and c.closed_at > e.written_at - interval '3 minutes')))
         order by d.decided_at limit @BatchSize
        """;

    private const string KeepSql = $"""
        insert into trade_explanation (decision_id, billing_account_id, order_id, headline, sections, written_at, decided_at, is_over)
        select d.id, d.billing_account_id, o.id, @headline, @sections::jsonb, @now, d.decided_at, @over from copy_decision d {DecidedOrderSql.Join} where d.id = @decision
            on conflict (decision_id) do update set order_id = excluded.order_id, headline = excluded.headline, sections = excluded.sections, written_at = excluded.written_at, is_over = excluded.is_over
        """;

    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (!_hasWarned && options.Value.RetainExplanationDays < FewDays) Log.KeptShortly(logger, options.Value.RetainExplanationDays);
        _hasWarned = true;
        var (seen, changed) = (0, 0);
        foreach (var tenant in tenants)
        {
            for (var batch = 0; batch < MostBatches; batch++)
            {
                var (looked, written) = await BatchAsync(tenant, ct);
                (seen, changed) = (seen + looked, changed + written);
                if (looked < BatchSize || written == 0) break;
            }

            changed += await ForgetAsync(tenant, ct);
        }

        return new(seen, changed);
    }

    private async Task<(int Seen, int Written)> BatchAsync(TenantRef tenant, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var due = await scope.QueryAsync<Guid>(DueSql, new { tenant.Tenant, BatchSize, kept = now - Kept });
        var written = 0;
        foreach (var decision in due)
        {
            if (await StoryReader.ReadAsync(scope, decision) is not { } read || TradeExplainer.Of(read.Story, read.After) is not { } explanation) continue;
            written += await scope.ExecuteAsync(KeepSql, new { decision, headline = explanation.Headline[..Math.Min(explanation.Headline.Length, 1000)], sections = DomainJson.Write(explanation.Sections), now, over = explanation.IsOver });
        }

        await scope.CommitAsync();
        return (due.Count, written);
    }

    private TimeSpan Kept => TimeSpan.FromDays(options.Value.RetainExplanationDays);

    private async Task<int> ForgetAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        var forgotten = await scope.ExecuteAsync("delete from trade_explanation where billing_account_id = @Tenant and decided_at <= @before", new { tenant.Tenant, before = clock.GetUtcNow() - Kept });
        await scope.CommitAsync();
        return forgotten;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 4702, Level = LogLevel.Warning, Message = "Accounts of trades are kept for {Days} days only, less than five years: check Explanations__RetainExplanationDays.")]
        public static partial void KeptShortly(ILogger logger, int days);
    }
}
