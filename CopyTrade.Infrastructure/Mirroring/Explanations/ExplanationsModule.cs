using CopyTrade.Domain.Research.Copies;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Mirroring.Explanations;

public static class ExplanationsModule
{
    /// <summary>The kept accounts of trades. Needs persistence.</summary>
    public static IServiceCollection AddExplanations(this IServiceCollection services) => services
        .AddSingleton<ITradeExplanations, TradeExplanations>()
        .AddSingleton<ExplanationsJob>()
        .AddOptions<ExplanationOptions>().BindConfiguration(ExplanationOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;

    /// <summary>Writes the accounts of settled trades; for the manifest.</summary>
    public static Task<JobReport> RunAsync(IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<ExplanationsJob>().RunAsync(services.GetRequiredService<TenantEnumerator>().Tenants, ct);
}
