namespace CopyTrade.Web.Features.Trading;

public enum PositionTab
{
    Open,
    Settling,
    Closed,
}
