using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>A halt also asks for the cancellation of unfinished buys; sells only reduce risk and stay.</summary>
public sealed class TradingSwitch(TenantScopes scopes, TimeProvider clock) : ITradingSwitch
{
    public async Task SetAsync(TenantRef tenant, UserId by, HaltKind kind, string? reason, CancellationToken ct)
    {
        var key = new { Id = Guid.CreateVersion7(), tenant.Tenant, by, Kind = kind.ToText(), reason, Now = clock.GetUtcNow() };
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("""
            insert into trading_halt (id, billing_account_id, kind, reason, set_by, set_at) values (@Id, @Tenant, @Kind, @reason, @by, @Now)
            on conflict (billing_account_id, kind) where released_at is null do nothing
            """, key);
        if (kind == HaltKind.Halt)
        {
            await scope.ExecuteAsync("""
                update trade_order set cancel_requested_at = @Now
                 where billing_account_id = @Tenant and side = 'buy' and status in ('pending', 'open', 'partial') and cancel_requested_at is null
                """, key);
        }

        await scope.NotifyAsync(ChangeKind.Halts, tenant.Tenant);
        await scope.CommitAsync();
    }

    public async Task ReleaseAsync(TenantRef tenant, UserId by, HaltKind kind, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("update trading_halt set released_by = @by, released_at = @Now where billing_account_id = @Tenant and kind = @Kind and released_at is null",
            new { tenant.Tenant, by, Kind = kind.ToText(), Now = clock.GetUtcNow() });
        await scope.NotifyAsync(ChangeKind.Halts, tenant.Tenant);
        await scope.CommitAsync();
    }
}
