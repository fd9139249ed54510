namespace CopyTrade.Web.Features.Trading;

/// <summary>How far back the list of orders goes.</summary>
public enum OrderSpan
{
    Ever,
    Hour,
    Day,
    Week,
}
