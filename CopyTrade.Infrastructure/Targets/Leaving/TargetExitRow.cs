using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets.Leaving;

/// <summary>A row of <c>target_exit</c>.</summary>
internal sealed class TargetExitRow
{
    public const string Columns = "e.id, e.copy_target_id as Target, e.book, e.asked_by, e.asked_at, e.until, e.state, e.note, e.ended_at, e.halt_id as Halt, e.is_own_halt";

    private const string OpenSql = $"select {Columns} from target_exit e where e.billing_account_id = @Tenant and e.copy_target_id = @target and e.ended_at is null for update";

    public Guid Id { get; init; }

    public TargetRowId Target { get; init; }

    public string Book { get; init; } = "";

    public UserId AskedBy { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset Until { get; init; }

    public string State { get; init; } = "";

    public string? Note { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public Guid Halt { get; init; }

    /// <summary>False when its owner had halted the target before: that halt is not this leaving's to lift.</summary>
    public bool IsOwnHalt { get; init; }

    /// <summary>The leaving of a target that has not ended, locked until the end of the transaction; null when there is none.</summary>
    public static Task<TargetExitRow?> FindOpenAsync(TenantScope scope, TenantRef tenant, TargetRowId target) =>
        scope.QuerySingleOrDefaultAsync<TargetExitRow>(OpenSql, new { tenant.Tenant, target });

    public TargetExit ToExit() => new(new(Id), Target, Book, AskedBy, AskedAt, Until, EnumText.Parse<TargetExitState>(State), Note, EndedAt);
}
