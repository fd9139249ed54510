using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Sales of one position are decided one after the other, on whatever host: each sees what the one before has taken.</summary>
internal static class SaleTurns
{
    private const string TurnSql = "select pg_advisory_xact_lock(hashtextextended('sales of ' || @tenant::text || ' ' || @token, 0))";

    private const string SiblingSql = """
        select exists (select from trade_rule r join rule_exit x on x.rule_id = r.id and x.state = 'running'
                        where r.billing_account_id = @Tenant and r.bracket_id = @bracket and r.id <> @Id)
        """;

    /// <summary>Waits for the turn; it ends with the transaction. To be taken before any row is locked: whoever waits for it must hold nothing.</summary>
    public static Task TakeAsync(TenantScope scope, TenantId tenant, TokenId token) => scope.ExecuteAsync(TurnSql, new { tenant = tenant.Value, token = token.Value });

    /// <summary>Whether another rule of the bracket sells: asked in one's turn, because prices may have met both. What is remembered of it may be old.</summary>
    public static async Task<bool> SiblingExitsAsync(TenantScope scope, TradeRule rule) =>
        rule.Bracket is { } bracket && await scope.QuerySingleAsync<bool>(SiblingSql, new { rule.Tenant, bracket, rule.Id });
}
