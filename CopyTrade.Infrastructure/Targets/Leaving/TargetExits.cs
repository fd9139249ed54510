using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Targets.Leaving;

/// <summary>Each wish is one transaction: the halt and the record of why it is there cannot come apart.</summary>
internal sealed partial class TargetExits(TenantScopes scopes, TargetExitStepper stepper, TimeProvider clock, ILogger<TargetExits> logger) : ITargetExits
{
    private static readonly TargetExitChange.Refused NotFound = new("target_not_found", "There is no such target, or it was removed.");
    private static readonly TargetExitChange.Refused Selling = new("already_closing", "What is left of it is being sold already.");
    private static readonly TargetExitChange.Refused NotLeaving = new("not_leaving", "It is not being left any more.");
    private static readonly TargetExitChange.Refused NoTime = new("until_invalid", "Choose a time that is still to come, within a year.");

    // The halt of its owner that holds already does as well; it is not this one's to lift.
    private const string HaltSql = """
        with made as (
          insert into trading_halt (id, billing_account_id, kind, scope, subject, reason, set_by, set_at) values (@id, @Tenant, 'halt', 'book', @book, @reason, @Owner, @now)
              on conflict (billing_account_id, kind, scope, coalesce(subject, '')) where released_at is null do nothing returning id)
        select id, true from made
        union all
        select id, false from trading_halt where billing_account_id = @Tenant and kind = 'halt' and scope = 'book' and subject = @book and released_at is null
        """;

    private const string InsertSql = """
        insert into target_exit (id, billing_account_id, copy_target_id, book, asked_by, asked_at, until, state, halt_id, is_own_halt)
        values (@id, @Tenant, @target, @book, @Owner, @now, @until, 'leaving', @halt, @own)
        """;

    private const string MoveSql = """
        update target_exit set until = @until where id = @Id;
        update trading_halt set reason = @reason where id = @Halt and @IsOwnHalt and released_at is null and set_by = @Owner
        """;

    public async Task<TargetExitChange> BeginAsync(TenantRef tenant, TargetRowId target, DateTimeOffset? until, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (until is { } wanted && (wanted <= now || wanted > now + TargetExit.Longest)) return NoTime;
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await TargetTurns.TakeAsync(scope, tenant);
        await TargetExitEnds.TakeTurnsAsync(scope, tenant, target);
        if (await TargetRow.FindForChangeAsync(scope, tenant, target) is not { } followed) return NotFound;
        var known = await TargetExitRow.FindOpenAsync(scope, tenant, target);
        if (known is { State: "closing" }) return Selling;
        await WriteAsync(scope, tenant, followed, known, until ?? now, now);
        var exit = (await TargetExitRow.FindOpenAsync(scope, tenant, target))!;
        if (until is null) await stepper.StepAsync(scope, tenant, exit);
        await scope.CommitAsync();
        Log.Begun(logger, target, exit.Until);
        return new TargetExitChange.Done((await FindAsync(tenant, target, ct))!);
    }

    public async Task<TargetExitChange> TakeBackAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await TargetTurns.TakeAsync(scope, tenant);
        await TargetExitEnds.TakeTurnsAsync(scope, tenant, target);
        if (await TargetRow.FindForChangeAsync(scope, tenant, target) is not { } followed) return NotFound;
        if (await TargetExitRow.FindOpenAsync(scope, tenant, target) is not { } exit) return NotLeaving;
        var now = clock.GetUtcNow();
        await TargetExitEnds.GiveUpAsync(scope, tenant, exit, TargetExitDecider.TakenBack, now);
        await TargetHistory.AddAsync(scope, tenant, target, TargetSettings.Of(followed) with { LeavingBy = exit.Until }, TargetSettings.Of(followed), now);
        await scope.CommitAsync();
        Log.TakenBack(logger, target);
        return new TargetExitChange.Done((await FindAsync(tenant, target, ct))!);
    }

    public async Task<IReadOnlyList<TargetExit>> ListAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<TargetExitRow>(
            $"select {TargetExitRow.Columns} from target_exit e where e.billing_account_id = @Tenant and e.ended_at is null order by e.until, e.id", new { tenant.Tenant })).Select(row => row.ToExit())];
    }

    public async Task<TargetExit?> FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<TargetExitRow>(
            $"select {TargetExitRow.Columns} from target_exit e where e.billing_account_id = @Tenant and e.copy_target_id = @target order by e.ended_at is null desc, e.asked_at desc, e.id desc limit 1",
            new { tenant.Tenant, target }))?.ToExit();
    }

    private static async Task WriteAsync(TenantScope scope, TenantRef tenant, CopyTarget target, TargetExitRow? known, DateTimeOffset until, DateTimeOffset now)
    {
        var (book, reason) = (MirrorKeys.BookOf(target.Key), TargetExitWords.HaltReason(until, until <= now));
        if (known is null)
        {
            var (halt, own) = await scope.QuerySingleAsync<(Guid, bool)>(HaltSql, new { id = Guid.CreateVersion7(now), tenant.Tenant, tenant.Owner, book, reason, now });
            await OrderCancels.RequestAsync(scope, tenant, book, "leaving", now);
            await scope.ExecuteAsync(InsertSql, new { id = Guid.CreateVersion7(now), tenant.Tenant, tenant.Owner, target = target.Id, book, now, until = until.UtcDateTime, halt, own });
        }
        else
        {
            await scope.ExecuteAsync(MoveSql, new { known.Id, known.Halt, known.IsOwnHalt, tenant.Owner, until = until.UtcDateTime, reason });
        }

        await TargetHistory.AddAsync(scope, tenant, target.Id, TargetSettings.Of(target) with { LeavingBy = known?.Until }, TargetSettings.Of(target) with { LeavingBy = until }, now);
        scope.Announce(ChangeKind.Halts, tenant.Tenant);
        scope.Announce(ChangeKind.Targets, tenant.Tenant);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1481, EventName = "target.leaving", Level = LogLevel.Information, Message = "Target {Target} takes no new trades and is left at {Until}.")]
        public static partial void Begun(ILogger logger, TargetRowId target, DateTimeOffset until);

        [LoggerMessage(EventId = 1482, EventName = "target.stays", Level = LogLevel.Information, Message = "Target {Target} is not left after all.")]
        public static partial void TakenBack(ILogger logger, TargetRowId target);
    }
}
