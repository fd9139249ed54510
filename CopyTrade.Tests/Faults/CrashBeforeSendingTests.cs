using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Faults;

/// <summary>F1, the points before anything may have left.</summary>
public sealed class CrashBeforeSendingTests
{
    [Theory, InlineData(CrashPoint.BeforeInsert), InlineData(CrashPoint.AfterInsert), InlineData(CrashPoint.AfterSignStored)]
    public Task Engine_KilledTenTimes_LosesAndDoublesNothing(CrashPoint point) => CrashDrill.RunAsync(point);
}
