using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Halts;

public sealed class HaltHistory(TenantScopes scopes) : IHaltHistory
{
    public async Task<IReadOnlyList<HaltRecord>> ListAsync(TenantRef tenant, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<Row>("""
            select * from (
              select kind, scope, subject, reason, set_by, set_at, released_by, released_at, release_reason from trading_halt where billing_account_id = @Tenant
              union all
              select 'halt', 'platform', null, reason, set_by, set_at, released_by, released_at, null from platform_halt) h
             order by (released_at is null) desc, coalesce(released_at, set_at) desc limit @limit
            """, new { tenant.Tenant, limit });
        return [.. rows.Select(row => row.ToRecord())];
    }

    private sealed class Row
    {
        public required string Kind { get; init; }

        public required string Scope { get; init; }

        public string? Subject { get; init; }

        public string? Reason { get; init; }

        public Guid SetBy { get; init; }

        public DateTimeOffset SetAt { get; init; }

        public Guid? ReleasedBy { get; init; }

        public DateTimeOffset? ReleasedAt { get; init; }

        public string? ReleaseReason { get; init; }

        public HaltRecord ToRecord() => new(
            EnumText.Parse<HaltKind>(Kind), EnumText.Parse<HaltScope>(Scope), Subject, Reason, new UserId(SetBy), SetAt, ReleasedBy is { } by ? new UserId(by) : null, ReleasedAt) { ReleaseReason = ReleaseReason };
    }
}
