using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Positions;

public sealed class PositionDriftQuery(TenantScopes scopes) : IPositionDriftQuery
{
    public async Task<IReadOnlyList<PositionDrift>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<Row>("""
            select c.token_id as token, c.condition_id as condition, c.tracked, c.moving, c.venue, c.chain, c.drift, c.drifting_since, c.checked_at
              from position_check c join wallet_connection w on w.id = c.connection_id and w.revoked_at is null
             where c.billing_account_id = @Tenant and (c.tracked > 0 or c.venue > 0 or c.chain > 0 or c.drift <> 0)
             order by abs(coalesce(c.drift, 0)) desc, c.token_id
            """, new { tenant.Tenant })).Select(row => row.ToDrift())];
    }

    private sealed record Row(TokenId Token, ConditionId Condition, decimal Tracked, decimal Moving, decimal? Venue, decimal? Chain, decimal? Drift, DateTimeOffset? DriftingSince, DateTimeOffset CheckedAt)
    {
        public PositionDrift ToDrift() => new(Token, Condition, Shares.Of(Tracked), Shares.Of(Moving), Of(Venue), Of(Chain), Drift, DriftingSince, CheckedAt);

        private static Shares? Of(decimal? shares) => shares is { } known ? Shares.Of(known) : null;
    }
}
