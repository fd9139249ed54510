using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Redemption;

public sealed class RedemptionsQuery(TenantScopes scopes) : IRedemptionsQuery
{
    public async Task<IReadOnlyList<RedemptionRow>> ListAsync(TenantRef tenant, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await ReadAsync(scope, tenant, condition: null, Math.Clamp(limit, 1, 500));
    }

    /// <summary>The newest first, of one market or of all.</summary>
    internal static async Task<IReadOnlyList<RedemptionRow>> ReadAsync(TenantScope scope, TenantRef tenant, ConditionId? condition, int limit) => [.. (await scope.QueryAsync<Row>("""
        select j.id, j.condition_id as condition, j.state, j.attempts, j.transaction_hash as transaction, j.expected_payout as expected, j.detail, j.created_at, j.confirmed_at,
               (select o.title from trade_order o where o.billing_account_id = j.billing_account_id and o.condition_id = j.condition_id order by o.created_at desc limit 1) as title
          from redeem_job j where j.billing_account_id = @Tenant and (@condition::text is null or j.condition_id = @condition) order by j.created_at desc, j.id limit @limit
        """, new { tenant.Tenant, condition = condition?.Value, limit })).Select(row => row.ToRedemption())];

    private sealed record Row(Guid Id, ConditionId Condition, string State, int Attempts, TransactionHash? Transaction, Usdc Expected, string? Detail, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt, string? Title)
    {
        public RedemptionRow ToRedemption() => new(Id, Condition, EnumText.Parse<RedeemState>(State), Attempts, Transaction, Expected, Detail, CreatedAt, ConfirmedAt, Title);
    }
}
