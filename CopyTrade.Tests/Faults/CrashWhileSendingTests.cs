using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Faults;

/// <summary>F1, the points at which the venue may already have the order.</summary>
public sealed class CrashWhileSendingTests
{
    [Theory, InlineData(CrashPoint.DuringPost), InlineData(CrashPoint.AfterAcceptBeforeResponse), InlineData(CrashPoint.AfterResponseBeforeUpdate), InlineData(CrashPoint.DuringUpdate)]
    public Task Engine_KilledTenTimes_LosesAndDoublesNothing(CrashPoint point) => CrashDrill.RunAsync(point);
}
