using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Notifications;

internal static class NotificationRetention
{
    /// <summary>Messages that are sent, given up or dropped, with their attempts.</summary>
    public static Retention Deliveries { get; } = new(
        options => options.DeliveryDays,
        """
        select d.id from notification_delivery d
         where d.billing_account_id = any (@tenants) and d.state in ('sent', 'failed', 'dropped') and d.created_at < @before and d.changed_at < @before
         order by d.created_at limit @most for update skip locked
        """,
        "delete from notification_attempt where delivery_id = any (@ids)",
        "delete from notification_delivery_item where delivery_id = any (@ids)",
        "delete from notification_delivery where id = any (@ids)");

    /// <summary>What people were told long ago. One that a message still speaks of stays until the message goes. News are looked for at most a day back, so none is told again.</summary>
    public static Retention Notifications { get; } = new(
        options => options.NotificationDays,
        """
        select n.id from notification n
         where n.billing_account_id = any (@tenants) and n.created_at < @before and not exists (select from notification_delivery_item i where i.notification_id = n.id)
         order by n.created_at limit @most
        """,
        "delete from notification where id = any (@ids)");
}
