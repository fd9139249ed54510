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

    /// <summary>Posts what is final, once the fees that were not known are asked for, and learns what its markets are about and which questions their events have.</summary>
    public static async Task<JobReport> PostAsync(IServiceProvider services, CancellationToken ct)
    {
        var tenants = services.GetRequiredService<TenantEnumerator>().Tenants;
        await services.GetRequiredService<LateFees>().RunAsync(tenants, ct);
        var report = await services.GetRequiredService<LedgerPostings>().RunAsync(tenants, ct);
        await services.GetRequiredService<MarketCategories>().RunAsync(tenants, ct);
        await services.GetRequiredService<EventReader>().RunAsync(tenants, ct);
        return report;
    }

    /// <summary>Reads what moved in connected wallets without an order of ours.</summary>
    public static Task<JobReport> ActivityAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<WalletActivityJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);

    /// <summary>Reads the trades of connected wallets that no order here led to.</summary>
    public static Task<JobReport> TradesAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<WalletTradesJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);

    /// <summary>Puts the ledger beside what venue and chain report.</summary>
    public static Task<JobReport> CompareAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<ResidualCheck>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);
}
