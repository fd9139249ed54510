using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>The recurring job about skips, for the manifest.</summary>
public static class CopyResearchJobs
{
    /// <summary>Reckons what skips would have made.</summary>
    public static Task<JobReport> SkipsAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<SkipLedgerJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);
}
