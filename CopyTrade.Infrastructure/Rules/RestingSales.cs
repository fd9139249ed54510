using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Copied sales that hold shares without selling them now: they rest at the venue, or wait for a purchase to be final. What a person ordered is none of them.</summary>
internal static class RestingSales
{
    private const string Which = """
        o.status in ('pending', 'open', 'partial') and o.side = 'sell' and o.origin in ('mirror', 'signal') and o.cancel_requested_at is null
        and ((o.status in ('open', 'partial') and o.time_in_force in ('gtc', 'gtd')) or (o.status = 'pending' and o.waiting_for is not null))
        """;

    /// <summary>Takes <c>@tenants</c> and <c>@tokens</c>.</summary>
    public const string Sql = $"""
        select o.billing_account_id as Tenant, o.book, o.token_id as Token, sum(o.shares - o.matched_shares) as Shares from trade_order o
         where o.billing_account_id = any (@tenants) and o.token_id = any (@tokens) and {Which}
         group by 1, 2, 3
        """;

    private const string TakeBackSql = $"""
        update trade_order o set cancel_requested_at = @now, cancel_reason = @reason
         where o.billing_account_id = @Tenant and o.token_id = @Token and (@Book::text is null or o.book = @Book) and {Which}
        """;

    /// <summary>Asks for their cancellation; who places orders carries it out.</summary>
    public static Task<int> TakeBackAsync(TenantScope scope, TradeRule rule, DateTimeOffset now) => scope.ExecuteAsync(
        TakeBackSql, new { rule.Tenant, rule.Terms.Token, rule.Terms.Book, now, reason = rule.Terms.IsStop ? "a stop sells these shares" : "a take-profit sells these shares" });
}
