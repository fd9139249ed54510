using CopyTrade.Domain.Rules;
using static CopyTrade.Domain.Rules.RuleStatus;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class RuleLifecycleTests
{
    private static readonly Dictionary<(RuleStatus, RuleMove), RuleStatus> Legal = new()
    {
        [(Active, RuleMove.Claim)] = Triggered,
        [(Active, RuleMove.Ask)] = PendingApproval,
        [(Active, RuleMove.Cancel)] = Canceled,
        [(Active, RuleMove.Expire)] = Expired,
        [(PendingApproval, RuleMove.Approve)] = Triggered,
        [(PendingApproval, RuleMove.Deny)] = Failed,
        [(PendingApproval, RuleMove.Fail)] = Failed,
        [(PendingApproval, RuleMove.Cancel)] = Canceled,
        [(PendingApproval, RuleMove.Expire)] = Expired,
        [(Triggered, RuleMove.Complete)] = Triggered,
        [(Triggered, RuleMove.Rearm)] = Active,
        [(Triggered, RuleMove.Fail)] = Failed,
        [(Failed, RuleMove.Cancel)] = Canceled,
    };

    [Fact]
    public void Next_EveryPair_IsInTheTableOrChangesNothing()
    {
        foreach (var status in Enum.GetValues<RuleStatus>())
        {
            foreach (var move in Enum.GetValues<RuleMove>())
                Assert.Equal(Legal.TryGetValue((status, move), out var next) ? next : null, RuleLifecycle.Next(status, move));
        }
    }

    [Fact]
    public void Next_ATriggeredRule_IsNeverClaimedAgainAndNeverCalledOff()
    {
        Assert.Null(RuleLifecycle.Next(Triggered, RuleMove.Claim));
        Assert.Null(RuleLifecycle.Next(Triggered, RuleMove.Cancel));
    }

    [Theory, InlineData(Canceled), InlineData(Expired)]
    public void Next_FromAnEnd_LeadsNowhere(RuleStatus end) => Assert.All(Enum.GetValues<RuleMove>(), move => Assert.Null(RuleLifecycle.Next(end, move)));
}
