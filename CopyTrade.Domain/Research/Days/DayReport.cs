using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;

namespace CopyTrade.Domain.Research.Days;

/// <summary>One UTC day of one account: what was copied, what was not and why, and what copying cost.</summary>
/// <param name="Day">The day.</param>
/// <param name="Outcomes">What was decided that day, the most frequent first.</param>
/// <param name="Gap">Where the difference to their profit went.</param>
/// <param name="Fees">Fees of that day's matches as far as the venue told them.</param>
/// <param name="FollowingSince">When the oldest target that is still followed was added, UTC; null when nobody is followed.</param>
/// <param name="FirstDay">The UTC day of the account's first decision; null before it.</param>
public sealed record DayReport(DateOnly Day, IReadOnlyList<DayOutcome> Outcomes, CopyGapAnswer Gap, Usdc Fees, DateTimeOffset? FollowingSince, DateOnly? FirstDay)
{
    /// <summary>Counts of the day.</summary>
    public ActivityCounts Counts => new(In(ActivityGroup.Copied), In(ActivityGroup.Skipped), In(ActivityGroup.Failed), In(ActivityGroup.InFlight));

    /// <summary>Dollars of our matches that day.</summary>
    public Usdc Ours => Outcomes.Aggregate(Usdc.Zero, (sum, one) => sum + one.Ours);

    /// <summary>Those of one group.</summary>
    public IReadOnlyList<DayOutcome> Of(ActivityGroup group) => [.. Outcomes.Where(one => one.Group == group)];

    private int In(ActivityGroup group) => Outcomes.Where(one => one.Group == group).Sum(one => one.Trades);
}
