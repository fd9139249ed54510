using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Asks for the cancellation of orders; the caller commits, whoever places orders carries it out.</summary>
public static class OrderCancels
{
    /// <summary>Every unfinished buy of a book on a market: whoever leaves does not want to enter any more. Answers how many.</summary>
    public static Task<int> RequestAsync(TenantScope scope, TenantRef tenant, string book, ConditionId condition, DateTimeOffset now) =>
        RequestEntriesAsync(scope, tenant, book, condition, "leaving", now);

    /// <summary>Every unfinished buy of a book, for one that is given up. What is committed wins: an order that is written and not sent is never sent.</summary>
    public static Task<int> RequestAsync(TenantScope scope, TenantRef tenant, string book, string reason, DateTimeOffset now) =>
        RequestEntriesAsync(scope, tenant, book, null, reason, now);

    /// <summary>Unfinished buys, narrowed to a book, a market, or both; null is all.</summary>
    internal static Task<int> RequestEntriesAsync(TenantScope scope, TenantRef tenant, string? book, ConditionId? condition, string reason, DateTimeOffset now) => scope.ExecuteAsync(
        """
        update trade_order set cancel_requested_at = @now, cancel_reason = @reason
         where billing_account_id = @Tenant and (@book::text is null or book = @book) and (@condition::text is null or condition_id = @condition) and side = 'buy'
           and status in ('pending', 'open', 'partial') and cancel_requested_at is null
        """,
        new { tenant.Tenant, book, condition = condition?.Value, reason, now });

    /// <summary>Every unfinished order of the account, exits too: for a wallet that signs nothing more.</summary>
    public static Task<int> RequestAllAsync(TenantScope scope, TenantRef tenant, string reason, DateTimeOffset now) => scope.ExecuteAsync(
        """
        update trade_order set cancel_requested_at = @now, cancel_reason = @reason
         where billing_account_id = @Tenant and status in ('pending', 'open', 'partial') and cancel_requested_at is null
        """,
        new { tenant.Tenant, reason, now });

    /// <summary>The same for leaving many books at once, in one statement.</summary>
    public static Task<int> RequestAsync(TenantScope scope, IReadOnlyList<(TenantRef Tenant, string Book, ConditionId Condition)> leaving, DateTimeOffset now) => scope.ExecuteAsync(
        """
        update trade_order o set cancel_requested_at = @now, cancel_reason = 'leaving'
          from (select distinct * from unnest(@tenants, @books, @conditions) l (tenant, book, condition)) l
         where o.billing_account_id = l.tenant and o.book = l.book and o.condition_id = l.condition and o.side = 'buy'
           and o.status in ('pending', 'open', 'partial') and o.cancel_requested_at is null
        """,
        new
        {
            tenants = leaving.Select(l => l.Tenant.Tenant.Value).ToArray(), books = leaving.Select(l => l.Book).ToArray(), conditions = leaving.Select(l => l.Condition.Value).ToArray(), now,
        });

    /// <summary>One order; nothing happens when it is over or to be cancelled already.</summary>
    public static Task<int> RequestAsync(TenantScope scope, OrderId order, string reason, DateTimeOffset now) => RequestAsync(scope, [order], reason, now);

    /// <summary>The same for several.</summary>
    public static Task<int> RequestAsync(TenantScope scope, IReadOnlyCollection<OrderId> orders, string reason, DateTimeOffset now) => scope.ExecuteAsync(
        "update trade_order set cancel_requested_at = @now, cancel_reason = @reason where id = any (@orders) and status in ('pending', 'open', 'partial') and cancel_requested_at is null",
        new { orders = orders.Select(order => order.Value).ToArray(), reason, now });
}
