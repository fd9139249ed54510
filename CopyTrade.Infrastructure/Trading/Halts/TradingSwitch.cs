using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;

namespace CopyTrade.Infrastructure.Trading.Halts;

/// <summary>A halt also asks for the cancellation of unfinished buys; sells only reduce risk and stay. What an operator stopped, its owner does not start again.</summary>
public sealed class TradingSwitch(TenantScopes scopes, TimeProvider clock) : ITradingSwitch
{
    public Task SetAsync(TenantRef tenant, UserId by, HaltKind kind, string? reason, CancellationToken ct) => SetAsync(tenant, by, HaltSubject.Everything, kind, reason, ct);

    public Task<bool> ReleaseAsync(TenantRef tenant, UserId by, HaltKind kind, CancellationToken ct) => ReleaseAsync(tenant, by, HaltSubject.Everything, kind, ct);

    public Task<bool> ReleaseAsync(TenantRef tenant, UserId by, HaltSubject subject, HaltKind kind, CancellationToken ct) => ReleaseAsync(tenant, by, subject, kind, null, ct);

    public async Task SetAsync(TenantRef tenant, UserId by, HaltSubject subject, HaltKind kind, string? reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("""
            insert into trading_halt (id, billing_account_id, kind, scope, subject, reason, set_by, set_at) values (@Id, @Tenant, @Kind, @Scope, @Subject, @reason, @by, @Now)
            on conflict (billing_account_id, kind, scope, coalesce(subject, '')) where released_at is null
            do update set set_by = excluded.set_by, reason = excluded.reason where trading_halt.set_by = @Owner and excluded.set_by <> @Owner
            """, new { Id = Guid.CreateVersion7(), tenant.Tenant, tenant.Owner, by, Kind = kind.ToText(), Scope = subject.Scope.ToText(), subject.Subject, reason, Now = now });
        if (kind == HaltKind.Halt)
        {
            var market = subject.Scope == HaltScope.Market ? ConditionId.Parse(subject.Subject!) : null;
            await OrderCancels.RequestEntriesAsync(scope, tenant, subject.Scope == HaltScope.Book ? subject.Subject : null, market, "halted", now);
        }

        scope.Announce(ChangeKind.Halts, tenant.Tenant);
        await scope.CommitAsync();
    }

    public async Task<bool> ReleaseAsync(TenantRef tenant, UserId by, HaltSubject subject, HaltKind kind, string? reason, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var released = await scope.ExecuteAsync("""
            update trading_halt set released_by = @by, released_at = @Now, release_reason = @reason
             where billing_account_id = @Tenant and kind = @Kind and scope = @Scope and subject is not distinct from @Subject and released_at is null
               and (set_by = @Owner or @by <> @Owner)
            """, new { tenant.Tenant, tenant.Owner, by, Kind = kind.ToText(), Scope = subject.Scope.ToText(), subject.Subject, reason, Now = clock.GetUtcNow() });
        scope.Announce(ChangeKind.Halts, tenant.Tenant);
        await scope.CommitAsync();
        return released > 0;
    }

    public async Task<IReadOnlyList<Halt>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await AuthorizationReader.ReadHaltsAsync(scope, tenant.Tenant);
    }
}
