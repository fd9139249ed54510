using CopyTrade.Domain.Research.Copies;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Research.Copies;

public static class CopyResearchModule
{
    /// <summary>What pages read about what copying made, and the jobs behind it. Needs persistence, mirroring and the marks of tokens.</summary>
    public static IServiceCollection AddCopyResearch(this IServiceCollection services) => services
        .AddSingleton<ICopyGapQuery, CopyGapQuery>()
        .AddSingleton<ISkipLedger, SkipLedger>()
        .AddSingleton<SkipLedgerJob>()
        .AddSingleton<ITradeExplanations, TradeExplanations>()
        .AddSingleton<ExplanationsJob>()
        .AddOptions<ExplanationOptions>().BindConfiguration(ExplanationOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
}
