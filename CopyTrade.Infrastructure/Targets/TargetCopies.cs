using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>Takes the followed wallets of one account of a person over into another, with all their rules, whatever columns those have.</summary>
internal static class TargetCopies
{
    public static Task<int> CopyAsync(TenantScope scope, TenantId from, TenantId to, DateTimeOffset now) => scope.ExecuteAsync("""
        insert into copy_target
        select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'billing_account_id', @to, 'created_at', @now::timestamptz))).*
          from copy_target t where t.billing_account_id = @from and t.disabled_at is null
        on conflict (billing_account_id, wallet) where disabled_at is null do nothing
        """, new { from, to, now });
}
