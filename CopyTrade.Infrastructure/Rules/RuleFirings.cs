using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Carries out verdicts. The claim of a rule, its exit and the first orders of the exit are one commit: after a crash either all of it is there or nothing.</summary>
internal sealed partial class RuleFirings(TenantScopes scopes, ExitStepper stepper, OrderQueue queue, ICrashPoints crash, TimeProvider clock, ILogger<RuleFirings> logger)
{
    private const string TightenSql = """
        update trade_rule set trigger_price = @trigger, version = version + 1, changed_at = @now
         where id = @Id and version = @Version and status = 'active' and (trigger_price is null or trigger_price < @trigger)
        """;

    /// <summary>True when this host took the firing.</summary>
    public async Task<bool> FireAsync(WatchedRule watched, Price price, OrderBook book, Market? market, CancellationToken ct)
    {
        var (tenant, rule, now) = (watched.Tenant, watched.Rule, clock.GetUtcNow());
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await SaleTurns.TakeAsync(scope, rule.Tenant, rule.Terms.Token);
        if (await SaleTurns.SiblingExitsAsync(scope, rule)) return false;
        if (rule.Terms.AsksFirst)
        {
            if (await RuleMoves.TryAsync(scope, rule, RuleMove.Ask, null, now) is null) return false;
            await RuleLog.AddAsync(scope, rule, RuleEventKind.ActionPendingApproval, now, price);
            await scope.CommitAsync();
            return true;
        }

        if (await RuleMoves.TryAsync(scope, rule, RuleMove.Claim, null, now) is not { } claimed) return false;
        var cause = await RuleTrail.CauseAsync(scope, rule);
        var orders = await BeginAsync(scope, watched, claimed, price, book, market, now, ct);
        await scope.CommitAsync();
        crash.Reach(CrashPoint.AfterInsert);
        using var trail = Correlation.Begin(logger, cause, (Correlation.Exit, claimed.Exits));
        foreach (var order in orders) queue.Enqueue(tenant, order, Urgency.Exit);
        Log.Fired(logger, rule.Id, price, rule.Terms.Trigger);
        RuleTrail.Ordered(logger, claimed, cause, orders);
        return true;
    }

    /// <summary>A trailing trigger goes up; the new version, or null when somebody was first.</summary>
    public async Task<TradeRule?> TightenAsync(WatchedRule watched, Price trigger, Price price, CancellationToken ct)
    {
        var (rule, now) = (watched.Rule, clock.GetUtcNow());
        await using var scope = await scopes.OpenManyAsync([watched.Tenant], ct);
        if (await scope.ExecuteAsync(TightenSql, new { rule.Id, rule.Version, trigger, now }) == 0) return null;
        await RuleLog.AddAsync(scope, rule, RuleEventKind.RuleTrailingUpdated, now, price, trigger, new { before = rule.Terms.Trigger });
        await scope.CommitAsync();
        return rule with { Terms = rule.Terms with { Trigger = trigger }, Version = rule.Version + 1, ChangedAt = now };
    }

    /// <summary>It ends before its price came. False when somebody was first.</summary>
    public async Task<bool> EndAsync(WatchedRule watched, RuleMove move, string reason, CancellationToken ct)
    {
        var (rule, now) = (watched.Rule, clock.GetUtcNow());
        await using var scope = await scopes.OpenManyAsync([watched.Tenant], ct);
        if (await RuleMoves.TryAsync(scope, rule, move, reason, now) is null) return false;
        await RuleLog.AddAsync(scope, rule, move == RuleMove.Expire ? RuleEventKind.RuleExpired : RuleEventKind.RuleCanceled, now, data: new { reason });
        await scope.CommitAsync();
        return true;
    }

    private async Task<IReadOnlyList<OrderId>> BeginAsync(
        TenantScope scope, WatchedRule watched, TradeRule claimed, Price price, OrderBook book, Market? market, DateTimeOffset now, CancellationToken ct)
    {
        var exit = await RuleExits.BeginAsync(scope, claimed, price, now);
        await RuleLog.AddAsync(scope, watched.Rule, RuleEventKind.RuleTriggered, now, price, data: new { watched.Held.Free, watched.Held.Incoming, exit = claimed.Exits });
        return await stepper.StepAsync(scope, watched.Tenant, claimed, exit, book, market, ct);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7001, EventName = "rule.fired", Level = LogLevel.Information, Message = "Rule {RuleId} fired at {Price}, its trigger is {Trigger}.")]
        public static partial void Fired(ILogger logger, RuleId ruleId, Price price, Price? trigger);
    }
}
