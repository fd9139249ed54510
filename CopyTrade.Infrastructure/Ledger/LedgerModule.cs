using CopyTrade.Domain.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Ledger;

public static class LedgerModule
{
    /// <summary>Marks, the ledger and what reads them. Needs persistence and the venue's public ports.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<TokenMarks>()
        .AddSingleton<ITokenMarks>(provider => provider.GetRequiredService<TokenMarks>())
        .AddSingleton<IPerformanceQuery, PerformanceQuery>()
        .AddSingleton<IFillStatements, FillStatementsQuery>()
        .AddSingleton<MarksJob>()
        .AddSingleton<LateFees>()
        .AddSingleton<LedgerPostings>()
        .AddSingleton<MarketCategories>()
        .AddSingleton<EventReader>()
        .AddSingleton<WalletTradesJob>()
        .AddSingleton<IElsewhereTrades, ElsewhereTradesQuery>()
        .AddSingleton<OutsidePostings>()
        .AddSingleton<WalletActivityJob>()
        .AddSingleton<ResidualCheck>();
}
