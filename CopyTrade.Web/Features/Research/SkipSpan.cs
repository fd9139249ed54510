namespace CopyTrade.Web.Features.Research;

/// <summary>How far back skips are looked at.</summary>
public enum SkipSpan
{
    Day = 1,
    Week = 7,
    Month = 30,
}
