namespace CopyTrade.Web.Features.Research;

/// <summary>The periods of the copy gap, in UTC days.</summary>
public enum GapSpan
{
    Yesterday,
    Today,
    Week,
    Month,
}
