namespace CopyTrade.Web.Features.Trading;

public enum PositionTab
{
    /// <summary>Held, and not won yet.</summary>
    Open,

    Settling,

    /// <summary>Their outcome pays: the money waits to be redeemed or is on its way.</summary>
    Claimable,

    Closed,
}
