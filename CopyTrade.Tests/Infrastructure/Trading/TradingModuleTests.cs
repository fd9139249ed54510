using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading;

public sealed class TradingModuleTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public void Executor_HasEverythingItNeeds()
    {
        using var key = new MasterKey(new byte[MasterKey.Length]);
        using var services = Services(key, []).AddTradingExecutor().BuildServiceProvider();

        var loops = services.GetServices<IHostedService>().Select(loop => loop.GetType()).ToHashSet();

        Assert.Superset(new HashSet<Type> { typeof(OrderWorkers), typeof(SweepLoop), typeof(ResolverLoop), typeof(CancelLoop), typeof(UserStreamHub), typeof(SettlementPoller), typeof(WalletReadinessLoop) }, loops);
        Assert.NotNull(services.GetRequiredService<OrderReconciler>());
    }

    [Fact]
    public void HostWithoutKeys_StillReadsAndHalts()
    {
        using var services = Services(null, []).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<ITradingSwitch>());
        Assert.NotNull(services.GetRequiredService<ISyncHealthQuery>());
    }

    [Theory, InlineData("Trading:OrdersInFlightPerTenant", "0"), InlineData("Trading:NoSuchSetting", "1")]
    public void Options_OutOfRangeOrUnknown_AreRefused(string name, string value)
    {
        using var services = Services(null, new() { [name] = value }).BuildServiceProvider();

        var refusal = Record.Exception(() => services.GetRequiredService<IOptions<TradingOptions>>().Value);

        Assert.NotNull(refusal);
        Assert.Contains(name.Split(':')[1], refusal.Message, StringComparison.Ordinal);
    }

    private IServiceCollection Services(MasterKey? key, Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddPersistence(database.Databases).AddChangeFeed().AddAccounts(VenueMode.Demo, key).AddVenue(configuration).AddTrading(configuration);
        services.TryAddSingleton(new VenueSettings(VenueMode.Demo));
        services.TryAddSingleton<TenantEnumerator>();
        return services;
    }
}
