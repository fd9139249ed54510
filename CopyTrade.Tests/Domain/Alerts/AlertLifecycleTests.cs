using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Tests.Domain.Alerts;

public sealed class AlertLifecycleTests
{
    [Theory, InlineData(AlertMode.ExecuteTxn, AlertStatus.Queued), InlineData(AlertMode.WakeAgent, AlertStatus.Queued), InlineData(AlertMode.Ignore, AlertStatus.Ignored)]
    public void Routed_EachMode_GoesWhereR416Says(AlertMode mode, AlertStatus expected) => Assert.Equal(expected, AlertLifecycle.Routed(mode));

    [Fact]
    public void Follow_EveryPair_IsInTheTableOrStays()
    {
        var legal = new Dictionary<(AlertStatus, JobStatus), AlertStatus>
        {
            [(AlertStatus.Queued, JobStatus.Succeeded)] = AlertStatus.Processed,
            [(AlertStatus.Queued, JobStatus.Failed)] = AlertStatus.Failed,
            [(AlertStatus.Failed, JobStatus.Pending)] = AlertStatus.Queued,
        };

        foreach (var status in Enum.GetValues<AlertStatus>())
        {
            foreach (var job in Enum.GetValues<JobStatus>())
                Assert.Equal(legal.TryGetValue((status, job), out var next) ? next : null, AlertLifecycle.Follow(status, job));
        }
    }

    [Theory]
    [InlineData(OrderStatus.Pending, 0, 0, 0, ExecutionStatus.Submitted)]
    [InlineData(OrderStatus.Partial, 5, 5, 0, ExecutionStatus.Submitted)]
    [InlineData(OrderStatus.Filled, 10, 0, 0, ExecutionStatus.Submitted)]
    [InlineData(OrderStatus.Filled, 10, 6, 0, ExecutionStatus.Submitted)]
    [InlineData(OrderStatus.Filled, 10, 10, 0, ExecutionStatus.Confirmed)]
    [InlineData(OrderStatus.Canceled, 4, 4, 0, ExecutionStatus.Confirmed)]
    [InlineData(OrderStatus.Canceled, 0, 0, 0, ExecutionStatus.Failed)]
    [InlineData(OrderStatus.Filled, 10, 0, 10, ExecutionStatus.Failed)]
    [InlineData(OrderStatus.Filled, 10, 4, 6, ExecutionStatus.Confirmed)]
    [InlineData(OrderStatus.Error, 0, 0, 0, ExecutionStatus.Failed)]
    public void Stage_OfAnOrder_IsConfirmedOnlyWhenSomethingIsFinalOnChain(OrderStatus status, int matched, int confirmed, int failed, ExecutionStatus expected) =>
        Assert.Equal(expected, new ExecutionProgress(status, Shares.Of(matched), Shares.Of(confirmed), Shares.Of(failed)).Stage);

    [Fact]
    public void Keys_OfAnAlert_AreFrozen()
    {
        var alert = new Guid("0197f2c4-7a3e-7c11-9b5d-000000000001");

        Assert.Equal(IdempotencyKey.OfText("alert:0197f2c4-7a3e-7c11-9b5d-000000000001:alert:tv"), AlertKeys.For(alert, AlertKeys.BookOf("tv")));
    }
}
