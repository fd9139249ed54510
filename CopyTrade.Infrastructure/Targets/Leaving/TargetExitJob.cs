using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Targets.Leaving;

/// <summary>Takes leavings whose time came a step further, and ends those that somebody ended by other means. What one run does not do, the next does.</summary>
public sealed partial class TargetExitJob
{
    public const string Name = "targets.leaving";

    private const string DueSql = """
        select e.billing_account_id as Tenant, e.copy_target_id as Target from target_exit e
         where e.billing_account_id = any (@tenants) and e.ended_at is null
           and (e.state = 'closing' or e.until <= @now
                or not exists (select from trading_halt h where h.id = e.halt_id and h.released_at is null)
                or exists (select from copy_target t where t.id = e.copy_target_id and t.disabled_at is not null))
         order by e.until, e.id
        """;

    private readonly TenantScopes _scopes;
    private readonly TargetExitStepper _stepper;
    private readonly TimeProvider _clock;
    private readonly ILogger<TargetExitJob> _logger;

    public TargetExitJob(TenantScopes scopes, TargetExitStepper stepper, TimeProvider clock, ILogger<TargetExitJob> logger) => (_scopes, _stepper, _clock, _logger) = (scopes, stepper, clock, logger);

    /// <summary>How many were due, and how many moved.</summary>
    /// <exception cref="InvalidOperationException">Some could not go on; the others did, and the next run tries again.</exception>
    public async Task<JobReport> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return JobReport.Nothing;
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        IReadOnlyList<Due> due;
        await using (var scope = await _scopes.OpenManyAsync(tenants, ct))
            due = await scope.QueryAsync<Due>(DueSql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray(), now = _clock.GetUtcNow().UtcDateTime });

        var (moved, broken) = (0, 0);
        foreach (var row in due)
        {
            try
            {
                if (await StepAsync(owners[row.Tenant], row.Target, ct) is not TargetExitStep.Wait) moved++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(_logger, row.Target, e);   // one account's trouble is its own
                broken++;
            }
        }

        return broken == 0 ? new JobReport(due.Count, moved) : throw new InvalidOperationException($"{broken} of {due.Count} targets that are being left could not go on.");
    }

    private async Task<TargetExitStep> StepAsync(TenantRef tenant, TargetRowId target, CancellationToken ct)
    {
        await using var scope = await _scopes.OpenManyAsync([tenant], ct);
        await TargetTurns.TakeAsync(scope, tenant);
        await TargetExitEnds.TakeTurnsAsync(scope, tenant, target);
        // Ended meanwhile, by its owner or by another host.
        if (await TargetExitRow.FindOpenAsync(scope, tenant, target) is not { } exit) return new TargetExitStep.Wait();
        var step = await _stepper.StepAsync(scope, tenant, exit);
        await scope.CommitAsync();
        switch (step)
        {
            case TargetExitStep.Finish finish:
                Log.Left(_logger, target, finish.Note);
                break;
            case TargetExitStep.GiveUp over:
                Log.GivenUp(_logger, target, over.Note);
                break;
        }

        return step;
    }

    private sealed class Due
    {
        public TenantId Tenant { get; init; }

        public TargetRowId Target { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1483, EventName = "target.left", Level = LogLevel.Information, Message = "Target {Target} was left and is followed no more: {Note}")]
        public static partial void Left(ILogger logger, TargetRowId target, string note);

        [LoggerMessage(EventId = 1484, EventName = "target.leaving_ended", Level = LogLevel.Information, Message = "Target {Target} is not being left any more: {Note}")]
        public static partial void GivenUp(ILogger logger, TargetRowId target, string note);

        [LoggerMessage(EventId = 1485, Level = LogLevel.Error, Message = "The leaving of target {Target} could not go on; it is tried again.")]
        public static partial void Broke(ILogger logger, TargetRowId target, Exception exception);
    }
}
