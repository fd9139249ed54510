using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Layout;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Overview;
using CopyTrade.Web.Features.Targets;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Features.Wallets;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Everything that a feature page asks for, over one <see cref="FakeData"/> and one clock.</summary>
internal static class Pages
{
    public static CurrentTenant Tenants { get; } = new(new SignedInTrader());

    public static CopyTrade.Web.Features.Mirroring.IStoryJson Json { get; } = new CopyTrade.Web.Hosting.StoryJson();

    public static ManualTimeProvider Clock() => new(PageData.Now);

    public static ComponentHarness Harness(FakeData data, Action<IServiceCollection>? more = null, FakeRules? rules = null, FakePerformance? performance = null, FakeDays? days = null) => new(services =>
    {
        services.AddRadzenComponents();
        services.AddSupplyValueFromQueryProvider();
        services.AddSingleton<IErrorBoundaryLogger, Rethrow>();
        services.AddSingleton<TimeProvider>(Clock());
        services.AddSingleton<AuthenticationStateProvider>(new SignedInTrader());
        services.AddShell().AddSingleton<IShellQuery>(new FakeShell());
        services.AddPages();
        services.AddSingleton<CopyTrade.Web.Identity.IStepUp>(new FakeStepUp());
        services.AddSingleton<IActivityQuery>(data).AddSingleton<ITargetsQuery>(data).AddSingleton<ITargetChanges>(data).AddSingleton<IPositionsQuery>(data)
            .AddSingleton<IWalletQuery>(data).AddSingleton<ITradingStatusQuery>(data).AddSingleton<IOrderBooks>(data).AddSingleton<IChangeFeed>(data)
            .AddSingleton<IFeedMonitor>(data).AddSingleton<IJobsBoard>(data).AddSingleton<IWalletProbe>(data).AddSingleton<IWalletChanges>(data).AddSingleton<IDemoLeaders>(data).AddSingleton<CopyTrade.Domain.Venue.Chain.IApprovalsQuery>(data)
            .AddSingleton<IPositionDriftQuery>(data).AddSingleton<CopyTrade.Domain.Observation.IWalletStatistics>(data);
        var money = new FakeMoney(data);
        services.AddSingleton<IWalletMoney>(money).AddSingleton<IRedemptionsQuery>(money).AddSingleton<IRedeemAgain>(money);
        services.AddSingleton<IWalletDoctor>(new FakeDoctor(data));
        performance ??= new();
        services.AddSingleton<CopyTrade.Domain.Ledger.IPerformanceQuery>(performance).AddSingleton<CopyTrade.Domain.Ledger.IFillStatements>(performance).AddSingleton<CopyTrade.Domain.Ledger.IElsewhereTrades>(performance).AddSingleton<CopyTrade.Web.Features.Research.IOwnAccounts>(performance);
        rules ??= new();
        services.AddSingleton<IRulesQuery>(rules).AddSingleton<IRuleLinesQuery>(rules).AddSingleton<IRuleChanges>(rules).AddSingleton<IPriceHistory>(rules).AddSingleton<IMarketCatalog>(rules).AddSingleton<IOrderLinesQuery>(new FakeOrders()).AddSingleton<IOrderSearch>(new FakeOrderSearch());
        services.AddSingleton<CopyTrade.Domain.Rules.IRuleHosts>(new FakeRuleHosts());
        days ??= new();
        services.AddSingleton<CopyTrade.Domain.Research.Days.IDayReports>(days).AddSingleton<CopyTrade.Domain.Research.Days.IDayReplays>(days);
        more?.Invoke(services);
    });

    /// <summary>A panel that cannot be drawn fails the test instead of hiding behind its boundary.</summary>
    private sealed class Rethrow : IErrorBoundaryLogger
    {
        public ValueTask LogErrorAsync(Exception exception) => throw new InvalidOperationException("A panel broke.", exception);
    }

    private sealed class SignedInTrader : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, "dana@northfold.example"),
            new Claim(ClaimTypes.NameIdentifier, PageData.Tenant.Owner.ToString()),
            new Claim(AccountClaims.Tenant, PageData.Tenant.Tenant.ToString()),
        ], "test"))));
    }
}
