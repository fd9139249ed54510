using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Asks for the cancellation of orders; the caller commits, whoever places orders carries it out.</summary>
public static class OrderCancels
{
    /// <summary>Every unfinished buy of a book on a market: whoever leaves does not want to enter any more. Answers how many.</summary>
    public static Task<int> RequestAsync(TenantScope scope, TenantRef tenant, string book, ConditionId condition, DateTimeOffset now) => scope.ExecuteAsync(
        """
        update trade_order set cancel_requested_at = @now
         where billing_account_id = @Tenant and book = @book and condition_id = @condition and side = 'buy'
           and status in ('pending', 'open', 'partial') and cancel_requested_at is null
        """,
        new { tenant.Tenant, book, condition, now });
}
