using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Mirroring;

/// <summary>What the target holds of one outcome token.</summary>
/// <param name="Shares">Quantity.</param>
/// <param name="Cost">What those shares cost it, dollars; null when its own account does not tell.</param>
public sealed record TargetHolding(Shares Shares, Usdc? Cost)
{
    /// <summary>Its average price, dollars a share; null while it holds nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public decimal? AveragePrice => Shares > Shares.Zero ? Cost?.Amount / Shares.Quantity : null;
}
