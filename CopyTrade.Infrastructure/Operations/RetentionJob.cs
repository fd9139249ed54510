using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The job that forgets what is finished and old, some rows at a time, so that nobody waits for a lock of it.</summary>
public sealed class RetentionJob
{
    private const int RowsAtOnce = 1_000;
    private const int MostBatches = 500;
    private const int TenantsAtOnce = 200;
    private readonly IReadOnlyList<Retention> _kinds;
    private readonly TenantScopes _scopes;
    private readonly RetentionOptions _options;
    private readonly TimeProvider _clock;

    internal RetentionJob(IEnumerable<Retention> kinds, TenantScopes scopes, IOptions<RetentionOptions> options, TimeProvider clock) => (_kinds, _scopes, _options, _clock) = ([.. kinds], scopes, options.Value, clock);

    /// <summary>What is left after so many batches waits for the next day.</summary>
    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        var (forgotten, batches) = (0, 0);
        foreach (var kind in _kinds)
        {
            var before = _clock.GetUtcNow().AddDays(-kind.Days(_options));
            foreach (var some in tenants.Chunk(TenantsAtOnce))
            {
                for (var gone = RowsAtOnce; gone == RowsAtOnce && batches < MostBatches; batches++)
                {
                    gone = await ForgetAsync(kind, some, before, ct);
                    forgotten += gone;
                }
            }
        }

        return new JobReport(forgotten, forgotten);
    }

    // Some rows in one transaction. Fewer than asked for: there are no more.
    private async Task<int> ForgetAsync(Retention kind, TenantRef[] tenants, DateTimeOffset before, CancellationToken ct)
    {
        await using var scope = await _scopes.OpenManyAsync(tenants, ct);
        var ids = (await scope.QueryAsync<Guid>(kind.Old, new { tenants = tenants.Select(tenant => tenant.Tenant.Value).ToArray(), before = before.UtcDateTime, most = RowsAtOnce })).ToArray();
        if (ids.Length == 0) return 0;
        foreach (var delete in kind.Forget) await scope.ExecuteAsync(delete, new { ids });
        await scope.CommitAsync();
        return ids.Length;
    }
}
