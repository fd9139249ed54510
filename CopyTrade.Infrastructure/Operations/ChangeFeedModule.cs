using CopyTrade.Domain.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Operations;

public static class ChangeFeedModule
{
    /// <summary>What this host hears of everybody's commits. Needs persistence.</summary>
    public static IServiceCollection AddChangeFeed(this IServiceCollection services) => services
        .AddSingleton<ChangeFeed>()
        .AddSingleton<IChangeFeed>(provider => provider.GetRequiredService<ChangeFeed>())
        .AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
}
