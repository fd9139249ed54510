using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>The job that looks after the record of jobs.</summary>
public static class JobUpkeep
{
    public static async Task<JobReport> TrimAsync(IServiceProvider services, CancellationToken ct)
    {
        var forgotten = await services.GetRequiredService<JobHistory>().TrimAsync(ct);
        return new JobReport(forgotten, forgotten);
    }
}
