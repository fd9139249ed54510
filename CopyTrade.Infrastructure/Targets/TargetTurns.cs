using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>
/// Holds targets and rules still while fills are judged by them. Without it a target could be given up between the look at
/// it and the writing of its order, and the giving up would not find that order to call it back. Locks of the transaction,
/// few enough for a batch of any number of tenants.
/// </summary>
internal static class TargetTurns
{
    private const int Slots = 64;

    /// <summary>The first statement of a reader: many may judge at once. Takes <c>@slots</c>; yields one result set.</summary>
    public const string ShareSql = "select pg_advisory_xact_lock_shared(4031, slot)::text from unnest(@slots) as slot;";

    private const string TakeSql = "select pg_advisory_xact_lock(4031, slot)::text from unnest(@slots) as slot";

    /// <summary>In one order, so that nobody waits in a circle.</summary>
    public static int[] SlotsOf(IEnumerable<TenantRef> tenants) => [.. tenants.Select(SlotOf).Distinct().Order()];

    /// <summary>To be taken before a target or a rule is changed, and before any row of it is locked.</summary>
    public static Task TakeAsync(TenantScope scope, TenantRef tenant) => scope.QueryAsync<string>(TakeSql, new { slots = SlotsOf([tenant]) });

    private static int SlotOf(TenantRef tenant) => tenant.Tenant.Value.ToByteArray()[^1] % Slots;
}
