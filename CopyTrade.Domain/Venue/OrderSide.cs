namespace CopyTrade.Domain.Venue;

/// <summary>The direction of an order or fill.</summary>
public enum OrderSide
{
    /// <summary>Collateral for shares; 0 in the signed order.</summary>
    Buy = 0,

    /// <summary>Shares for collateral; 1 in the signed order.</summary>
    Sell = 1,
}
