using CopyTrade.Web.Features.Alerts;
using CopyTrade.Web.Features.Days;
using CopyTrade.Web.Features.Leaders;
using CopyTrade.Web.Features.Ledger;
using CopyTrade.Web.Features.Mirroring;
using CopyTrade.Web.Features.Notifications;
using CopyTrade.Web.Features.Operations;
using CopyTrade.Web.Features.Overview;
using CopyTrade.Web.Features.Research;
using CopyTrade.Web.Features.Rules;
using CopyTrade.Web.Features.Search;
using CopyTrade.Web.Features.Signals;
using CopyTrade.Web.Features.Simulation;
using CopyTrade.Web.Features.Targets;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Features.Wallets;

namespace CopyTrade.Web.Features;

/// <summary>What the feature pages need beyond the Domain's query interfaces.</summary>
public static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddScoped<CurrentTenant>()
        .AddScoped<PersonDoor>()
        .AddOverview()
        .AddDays()
        .AddTargets()
        .AddMirroring()
        .AddTrading()
        .AddRules()
        .AddWallets()
        .AddResearch()
        .AddSignals()
        .AddNotifications()
        .AddOperations();

    private static IServiceCollection AddOverview(this IServiceCollection services) => services
        .AddTransient<HomeModel>();

    private static IServiceCollection AddDays(this IServiceCollection services) => services
        .AddTransient<DayModel>()
        .AddTransient<ReplayModel>();

    private static IServiceCollection AddTargets(this IServiceCollection services) => services
        .AddSingleton<IWalletProbe, TradeRecordProbe>()
        .AddTransient<TargetsModel>()
        .AddTransient<FollowModel>()
        .AddTransient<RulesModel>()
        .AddTransient<DefaultsModel>();

    private static IServiceCollection AddMirroring(this IServiceCollection services) => services
        .AddSingleton<IStoryJson, Hosting.StoryJson>()
        .AddTransient<ActivityModel>()
        .AddTransient<StoryModel>();

    private static IServiceCollection AddTrading(this IServiceCollection services) => services
        .AddSingleton<PositionPricer>()
        .AddSingleton<IRedeemAgain, RedeemAgain>()
        .AddTransient<PositionsModel>()
        .AddTransient<RedemptionsModel>()
        .AddTransient<OrdersModel>()
        .AddTransient<OrderModel>()
        .AddTransient<HaltsModel>();

    private static IServiceCollection AddRules(this IServiceCollection services) => services
        .AddTransient<RuleListModel>()
        .AddTransient<RuleModel>()
        .AddTransient<RuleDialogModel>();

    private static IServiceCollection AddWallets(this IServiceCollection services) => services
        .AddSingleton<IWalletChanges, WalletChanges>()
        .AddSingleton<IWalletMoney, WalletMoney>()
        .AddSingleton<IWalletDoctor, WalletDoctor>()
        .AddTransient<WalletModel>()
        .AddTransient<WalletMoneyModel>()
        .AddTransient<ElsewhereModel>()
        .AddTransient<DoctorModel>();

    private static IServiceCollection AddResearch(this IServiceCollection services) => services
        .AddSingleton<LeaderFinder>()
        .AddSingleton<IOwnAccounts, OwnAccounts>()
        .AddTransient<LeadersModel>()
        .AddTransient<LeaderModel>()
        .AddTransient<LeaderCompareModel>()
        .AddTransient<GapModel>()
        .AddTransient<SkipsModel>()
        .AddTransient<ExplanationModel>()
        .AddTransient<CompareModel>()
        .AddTransient<PerformanceModel>();

    private static IServiceCollection AddSignals(this IServiceCollection services) => services
        .AddTransient<SignalsModel>()
        .AddTransient<AlertsModel>()
        .AddTransient<AlertModel>();

    private static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<IChannelDoor, ChannelDoor>()
        .AddTransient<NotificationsModel>()
        .AddTransient<NotificationSettingsModel>();

    private static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<ISearch, SearchDesk>()
        .AddTransient<SearchModel>()
        .AddTransient<SyncModel>()
        .AddTransient<JobsModel>()
        .AddTransient<JobModel>();
}
