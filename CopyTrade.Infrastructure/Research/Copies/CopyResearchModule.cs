using CopyTrade.Domain.Research.Copies;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Research.Copies;

public static class CopyResearchModule
{
    /// <summary>What pages read about what copying made, and the job behind it. Needs persistence and the marks of tokens.</summary>
    public static IServiceCollection AddCopyResearch(this IServiceCollection services) => services
        .AddSingleton<ICopyGapQuery, CopyGapQuery>()
        .AddSingleton<ISkipLedger, SkipLedger>()
        .AddSingleton<SkipLedgerJob>();
}
