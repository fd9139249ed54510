namespace CopyTrade.Domain.Mirroring;

/// <summary>Which results people look for under which group: every result is in one of copied, skipped, failed and in flight.</summary>
public static class ActivityGroups
{
    /// <summary>The one of the four groups that a result counts in.</summary>
    public static ActivityGroup Of(ActivityResult result) => result switch
    {
        ActivityResult.Skipped => ActivityGroup.Skipped,
        ActivityResult.Open or ActivityResult.Confirmed or ActivityResult.Canceled => ActivityGroup.Copied,
        ActivityResult.Failed or ActivityResult.Void => ActivityGroup.Failed,
        _ => ActivityGroup.InFlight,
    };

    /// <summary>The results shown in a group; <see cref="ActivityGroup.Attention"/> cuts across the four.</summary>
    public static IReadOnlyList<ActivityResult> ResultsIn(ActivityGroup group) => [.. Enum.GetValues<ActivityResult>().Where(result => group switch
    {
        ActivityGroup.All => true,
        ActivityGroup.Attention => result is ActivityResult.Failed or ActivityResult.Void or ActivityResult.Unknown,
        _ => Of(result) == group,
    })];
}
