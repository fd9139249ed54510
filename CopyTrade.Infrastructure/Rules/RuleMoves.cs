using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Moves a rule, but only from the version that was looked at: of two hosts, or of a host and its owner, the first commit wins (R4.5).</summary>
internal static class RuleMoves
{
    private const string Sql = """
        update trade_rule
           set status = @status, version = version + 1, changed_at = @now, reason = coalesce(@reason, reason), exits = exits + @fired,
               triggered_at = case when @fired > 0 then @now else triggered_at end,
               ended_at = case when @over then @now end
         where id = @Id and version = @Version
        """;

    /// <summary>Null when the move is not possible from where the rule stood, or when somebody was first.</summary>
    public static async Task<TradeRule?> TryAsync(TenantScope scope, TradeRule rule, RuleMove move, string? reason, DateTimeOffset now)
    {
        if (RuleLifecycle.Next(rule.Status, move) is not { } status) return null;
        var fired = move is RuleMove.Claim or RuleMove.Approve ? 1 : 0;
        var changed = await scope.ExecuteAsync(Sql, new { rule.Id, rule.Version, status = status.ToText(), now, reason, fired, over = status.IsOver() });
        if (changed == 0) return null;
        scope.Announce(ChangeKind.Rules, rule.Tenant);
        return rule with { Status = status, Version = rule.Version + 1, Exits = rule.Exits + fired, Reason = reason ?? rule.Reason, ChangedAt = now, TriggeredAt = fired > 0 ? now : rule.TriggeredAt };
    }
}
