using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>The record of what was tried and what came of it.</summary>
internal static class DeliveryLog
{
    /// <param name="scope">The transaction.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="delivery">Which.</param>
    /// <param name="outcome">Of the attempt.</param>
    /// <param name="isLast">No further attempt will be made.</param>
    /// <param name="began">When the attempt began.</param>
    /// <param name="now">When it ended.</param>
    public static async Task WriteAsync(TenantScope scope, TenantRef tenant, Guid delivery, JobOutcome outcome, bool isLast, DateTimeOffset began, DateTimeOffset now)
    {
        var error = outcome switch
        {
            JobOutcome.Again again => Short(again.Error),
            JobOutcome.Hopeless hopeless => Short(hopeless.Error),
            _ => null,
        };
        var state = outcome switch
        {
            JobOutcome.Done => DeliveryState.Sent,
            JobOutcome.Again when !isLast => DeliveryState.Waiting,
            _ => DeliveryState.Failed,
        };
        var due = outcome is JobOutcome.Again { After: { } after } ? now + after : now;
        var number = await scope.QuerySingleAsync<int>("""
            update notification_delivery set state = @state, attempts = attempts + 1, last_error = @error, due_at = @due, changed_at = @now, sent_at = case when @isSent then @now else sent_at end
             where id = @delivery returning attempts
            """, new { delivery, state = state.ToText(), error, due, now, isSent = state == DeliveryState.Sent });
        await scope.ExecuteAsync("insert into notification_attempt (billing_account_id, delivery_id, number, at, took_ms, error) values (@Tenant, @delivery, @number, @began, @took, @error)",
            new { tenant.Tenant, delivery, number, began, took = (int)Math.Clamp((now - began).TotalMilliseconds, 0, int.MaxValue), error });
        scope.Announce(ChangeKind.Notifications, tenant.Tenant);
    }

    private static string Short(string error) => error.Length <= 500 ? error : error[..500];
}
