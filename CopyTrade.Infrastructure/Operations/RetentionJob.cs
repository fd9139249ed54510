using CopyTrade.Domain.Accounts;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The job that forgets what is finished and old, some rows at a time, so that nobody waits for a lock of it.</summary>
public sealed class RetentionJob
{
    private const int RowsAtOnce = 1_000;
    private const int MostBatches = 500;
    private const int TenantsAtOnce = 200;
    private readonly IReadOnlyList<IRetention> _kinds;
    private readonly RetentionOptions _options;
    private readonly TimeProvider _clock;

    internal RetentionJob(IEnumerable<IRetention> kinds, IOptions<RetentionOptions> options, TimeProvider clock) => (_kinds, _options, _clock) = ([.. kinds], options.Value, clock);

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
                    gone = await kind.ForgetAsync(some, before, RowsAtOnce, ct);
                    forgotten += gone;
                }
            }
        }

        return new JobReport(forgotten, forgotten);
    }
}
