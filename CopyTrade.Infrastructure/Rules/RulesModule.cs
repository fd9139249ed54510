using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Rules;

public static class RulesModule
{
    /// <summary>What pages and the API read and change. Needs persistence (app role).</summary>
    public static IServiceCollection AddRules(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RuleBreaker>();
        services.TryAddSingleton<RuleHosts>();
        services.TryAddSingleton<IRuleHosts>(provider => provider.GetRequiredService<RuleHosts>());
        return services
            .AddSingleton<IRuleChanges, RuleChanges>()
            .AddSingleton<IRulesQuery, RulesQuery>()
            .AddSingleton<IRuleLinesQuery, RuleLinesQuery>()
            .AddSingleton(EvaluationRetention.Evaluations)
            .AddOptions<RuleOptions>().BindConfiguration(RuleOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
    }

    /// <summary>What judges rules and sells; for hosts with the executor's role. Needs <c>AddTradingExecutor</c> and the venue.</summary>
    public static IServiceCollection AddRuleExecutor(this IServiceCollection services)
    {
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        return services
            .AddSingleton<RuleMailbox>()
            .AddSingleton<RuleReader>()
            .AddSingleton<EvaluationRecord>()
            .AddSingleton<ExitStepper>()
            .AddSingleton<RuleFirings>()
            .AddSingleton<RuleActions>()
            .AddSingleton<RuleMarkets>()
            .AddSingleton<RuleWatch>()
            .AddSingleton<ExitFollower>()
            .AddSingleton<CopyExitAttacher>()
            .AddHostedService<CopyExitLoop>()
            .AddHostedService<BookLoop>()
            .AddHostedService<RuleLoop>()
            .AddHostedService<RuleMarketLoop>()
            .AddHostedService<RuleRecordLoop>()
            .AddHostedService<ExitLoop>();
    }
}
