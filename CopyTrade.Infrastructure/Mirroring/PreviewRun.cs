using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>One set of rules over a row of trades, oldest first: what waits and where a gap policy counts from is carried along.</summary>
internal sealed class PreviewRun(CopyTarget target, CopyRules rules)
{
    private readonly Dictionary<(TokenId, OrderSide), IReadOnlyList<GroupMember>> _waiting = [];
    private readonly Dictionary<ConditionId, (TokenId Token, Usdc Cost)> _baselines = [];

    /// <summary>Judges a trade with the values of its input; what is known of the target today stands in for what was not asked then.</summary>
    public (MirrorInput Input, MirrorDecision Decision) Judge(MirrorInput then, TargetContext today)
    {
        var context = Complete(then, today);
        var own = then.Snapshot.Own ?? new OwnExposure(Usdc.Zero, then.Snapshot.OpenIntent, then.Snapshot.OpenIntent);
        var input = then with
        {
            Target = target,
            // A book that nobody read then cannot be asked now.
            Rules = then.Book is null ? rules with { MaxSpread = null, MinDepthUsdc = null, MaxSlippagePercent = null } : rules,
            Context = context,
            ExitReachPercent = MirrorInput.DefaultExitReachPercent,
            Group = rules.Aggregates ? new FillGroup(Guid.Empty, Waiting(then.Fill)) : null,
            Snapshot = then.Snapshot with
            {
                AlreadyDecided = false,
                Own = own with { Total = own.Total ?? own.Market, RealizedToday = own.RealizedToday ?? Usdc.Zero, EntriesLastHour = own.EntriesLastHour ?? 0 },
            },
        };
        var decision = MirrorPlanner.Plan(input);
        var key = (then.Fill.Token, then.Fill.Side);
        if (decision is MirrorDecision.Place) _waiting.Remove(key);
        else if (decision is MirrorDecision.Skip { Reason: SkipReason.Accumulating })
            _waiting[key] = [.. input.Group?.Members ?? [], new GroupMember(then.Fill.Id, then.Fill.Shares, then.Fill.Price, then.Fill.FilledAt)];
        return (input, decision);
    }

    private TargetContext Complete(MirrorInput then, TargetContext today)
    {
        var context = then.Context ?? today;
        context = context with { Statistic = context.Statistic ?? today.Statistic };
        if (target.Sizing is not SizingPolicy.PositionGap || context.Baseline is not null || context.Token?.Cost is not { } cost) return context;
        if (_baselines.TryGetValue(then.Fill.Condition, out var baseline)) return context with { Baseline = baseline.Token == then.Fill.Token ? baseline.Cost : Usdc.Zero };
        _baselines[then.Fill.Condition] = (then.Fill.Token, cost + then.Fill.Notional);
        return context;
    }

    private IReadOnlyList<GroupMember> Waiting(ObservedFill fill) =>
        [.. _waiting.GetValueOrDefault((fill.Token, fill.Side), []).Where(member => member.FilledAt >= fill.FilledAt - TimeSpan.FromSeconds(rules.AggregateSeconds ?? 0))];
}
