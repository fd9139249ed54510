using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Notifications.Outgoing;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Notifications;

public static class NotificationsModule
{
    /// <summary>What pages read and change. Needs persistence (app role) and the queue of jobs.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="masterKey">Null on a host that holds no keys: it then knows no channels.</param>
    public static IServiceCollection AddNotifications(this IServiceCollection services, MasterKey? masterKey)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<INotificationsQuery, NotificationsQuery>()
            .AddSingleton(NotificationRetention.Deliveries)
            .AddSingleton(NotificationRetention.Notifications)   // after the messages that speak of them
            .AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
        return masterKey is null ? services : services
            .AddSingleton<ChannelVault>()
            .AddSingleton<DeliveryWriter>()
            .AddSingleton<INotificationChanges, NotificationChanges>();
    }

    /// <summary>What notices and delivers; for hosts with the executor's role. Needs <c>AddTradingExecutor</c> and the workers of jobs.</summary>
    public static IServiceCollection AddNotificationExecutor(this IServiceCollection services)
    {
        services.TryAddSingleton<IHostResolver, HostResolver>();
        services.TryAddSingleton<IOutgoingConnector, OutgoingConnector>();
        return services
            .AddSingleton<OutgoingDoor>()
            .AddSingleton<OutgoingHttp>()
            .AddSingleton<SmtpClient>()
            .AddSingleton<ChannelSender>()
            .AddSingleton<FeedNews>()
            .AddSingleton<NewsReader>()
            .AddSingleton<IJobHandler, NotifyHandler>()
            .AddSingleton<IJobHandler, WakeUpHandler>()
            .AddHostedService<NewsLoop>();
    }
}
