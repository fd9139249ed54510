using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading;

public sealed class RedemptionsQuery(TenantScopes scopes) : IRedemptionsQuery
{
    public async Task<IReadOnlyList<RedemptionRow>> ListAsync(TenantRef tenant, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<Row>("""
            select id, condition_id as condition, state, attempts, transaction_hash as transaction, expected_payout as expected, detail, created_at, confirmed_at
              from redeem_job where billing_account_id = @Tenant order by created_at desc, id limit @limit
            """, new { tenant.Tenant, limit = Math.Clamp(limit, 1, 500) })).Select(row => row.ToRedemption())];
    }

    private sealed record Row(Guid Id, ConditionId Condition, string State, int Attempts, TransactionHash? Transaction, Usdc Expected, string? Detail, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt)
    {
        public RedemptionRow ToRedemption() => new(Id, Condition, EnumText.Parse<RedeemState>(State), Attempts, Transaction, Expected, Detail, CreatedAt, ConfirmedAt);
    }
}
