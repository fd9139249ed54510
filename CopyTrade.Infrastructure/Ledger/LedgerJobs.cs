using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>The recurring jobs of the ledger, for the manifest.</summary>
public static class LedgerJobs
{
    /// <summary>Keeps marks of held tokens.</summary>
    public static Task<JobReport> MarksAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<MarksJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);
}
