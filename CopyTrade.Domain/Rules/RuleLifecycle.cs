using static CopyTrade.Domain.Rules.RuleStatus;

namespace CopyTrade.Domain.Rules;

/// <summary>All legal moves of a rule, in one table (R4.2).</summary>
public static class RuleLifecycle
{
    /// <summary>The status after a move; null for a move that cannot be, which changes nothing.</summary>
    public static RuleStatus? Next(RuleStatus status, RuleMove move) => (status, move) switch
    {
        (Active, RuleMove.Claim) => Triggered,
        (Active, RuleMove.Ask) => PendingApproval,
        (PendingApproval, RuleMove.Approve) => Triggered,
        (PendingApproval, RuleMove.Deny) => Failed,
        (Triggered, RuleMove.Complete) => Triggered,
        (Triggered, RuleMove.Rearm) => Active,
        (Triggered or PendingApproval, RuleMove.Fail) => Failed,
        // Not from Triggered: an order may be on its way, and what is on its way cannot be called off by a word here.
        (Active or PendingApproval or Failed, RuleMove.Cancel) => Canceled,
        (Active or PendingApproval, RuleMove.Expire) => Expired,
        _ => null,
    };

    /// <summary>True when the rule never sells again.</summary>
    public static bool IsOver(this RuleStatus status) => status is Canceled or Expired or Failed;
}
