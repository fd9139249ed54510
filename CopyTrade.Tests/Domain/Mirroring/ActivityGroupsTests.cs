using CopyTrade.Domain.Mirroring;

namespace CopyTrade.Tests.Domain.Mirroring;

public sealed class ActivityGroupsTests
{
    [Fact]
    public void ResultsIn_TheFourGroups_CoverEveryResultOnce()
    {
        ActivityGroup[] groups = [ActivityGroup.Copied, ActivityGroup.Skipped, ActivityGroup.Failed, ActivityGroup.InFlight];

        var shown = groups.SelectMany(ActivityGroups.ResultsIn).Order();

        Assert.Equal(Enum.GetValues<ActivityResult>(), shown);
    }

    [Fact]
    public void ResultsIn_Attention_IsWhatAPersonShouldLookAt() =>
        Assert.Equal([ActivityResult.Unknown, ActivityResult.Void, ActivityResult.Failed], ActivityGroups.ResultsIn(ActivityGroup.Attention));
}
