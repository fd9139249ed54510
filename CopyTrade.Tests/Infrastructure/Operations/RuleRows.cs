using CopyTrade.Domain.Accounts;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Operations;

/// <summary>A rule as a row and nothing more.</summary>
internal static class RuleRows
{
    public const string Condition = "0x00000000000000000000000000000000000000000000000000000000000000";

    public static async Task<Guid> AddAsync(DatabaseFixture database, TenantRef tenant, string status, DateTimeOffset changed, int market = 1, DateTimeOffset? expires = null)
    {
        var id = Guid.CreateVersion7();
        await database.ExecuteAsync("""
            insert into trade_rule (id, billing_account_id, kind, condition_id, token_id, trigger_price, source, max_slippage_percent, expires_at, asks_first, status, created_at, changed_at)
            values (@id, @Tenant, 'stop_loss', @condition, '77', 0.4, 'executable', 10, @expires, true, @status, @changed, @changed)
            """, new { id, tenant.Tenant, condition = $"{Condition}{market:00}", status, changed, expires = expires?.UtcDateTime });
        return id;
    }
}
