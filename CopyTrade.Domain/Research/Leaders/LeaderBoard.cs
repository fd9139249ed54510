namespace CopyTrade.Domain.Research.Leaders;

/// <summary>One of the venue's boards.</summary>
/// <param name="Period">The venue's word: <c>WEEK</c>, <c>MONTH</c>, <c>ALL</c>.</param>
/// <param name="Order">The venue's word: <c>PNL</c>, <c>VOL</c>.</param>
public sealed record LeaderBoard(string Period, string Order);
