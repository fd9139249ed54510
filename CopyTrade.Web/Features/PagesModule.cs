using CopyTrade.Web.Features.Alerts;
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
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<PositionPricer>();
        services.AddSingleton<IWalletProbe, TradeRecordProbe>();
        services.AddSingleton<IWalletChanges, WalletChanges>();
        services.AddSingleton<IWalletMoney, WalletMoney>();
        services.AddSingleton<IWalletDoctor, WalletDoctor>();
        services.AddSingleton<ISearch, SearchDesk>();
        services.AddSingleton<IRedeemAgain, RedeemAgain>();
        services.AddSingleton<IChannelDoor, ChannelDoor>();
        services.AddSingleton<IStoryJson, Hosting.StoryJson>();
        services.AddScoped<CurrentTenant>();
        services.AddSingleton<LeaderFinder>();
        services.AddTransient<LeadersModel>();
        services.AddTransient<LeaderModel>();
        services.AddTransient<LeaderCompareModel>();
        services.AddTransient<HomeModel>();
        services.AddTransient<TargetsModel>();
        services.AddTransient<FollowModel>();
        services.AddTransient<RulesModel>();
        services.AddTransient<DefaultsModel>();
        services.AddTransient<ActivityModel>();
        services.AddTransient<StoryModel>();
        services.AddTransient<PositionsModel>();
        services.AddTransient<PerformanceModel>();
        services.AddTransient<SignalsModel>();
        services.AddTransient<RuleListModel>();
        services.AddTransient<RuleModel>();
        services.AddTransient<RuleDialogModel>();
        services.AddTransient<OrdersModel>();
        services.AddTransient<OrderModel>();
        services.AddTransient<HaltsModel>();
        services.AddTransient<SyncModel>();
        services.AddTransient<WalletModel>();
        services.AddTransient<WalletMoneyModel>();
        services.AddTransient<DoctorModel>();
        services.AddTransient<SearchModel>();
        services.AddTransient<RedemptionsModel>();
        services.AddTransient<CompareModel>();
        services.AddSingleton<IOwnAccounts, OwnAccounts>();
        services.AddTransient<GapModel>();
        services.AddTransient<SkipsModel>();
        services.AddTransient<ExplanationModel>();
        services.AddTransient<NotificationsModel>();
        services.AddTransient<NotificationSettingsModel>();
        services.AddTransient<AlertsModel>();
        services.AddTransient<AlertModel>();
        services.AddTransient<JobsModel>();
        services.AddTransient<JobModel>();
        return services;
    }
}
