using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Research.Copies;

/// <summary>The recurring jobs about copies, for the manifest.</summary>
public static class CopyResearchJobs
{
    /// <summary>Reckons what skips would have made.</summary>
    public static Task<JobReport> SkipsAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<SkipLedgerJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);

    /// <summary>Writes the accounts of settled trades.</summary>
    public static Task<JobReport> ExplanationsAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<ExplanationsJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);
}
