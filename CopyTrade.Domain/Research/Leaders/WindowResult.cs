using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What positions that were closed within some days came to.</summary>
/// <param name="Days">7, 30 or 90; 0 for all that was read.</param>
/// <param name="Pnl">Realised.</param>
/// <param name="Cost">What these positions cost.</param>
/// <param name="N">How many.</param>
public sealed record WindowResult(int Days, Usdc Pnl, Usdc Cost, int N)
{
    /// <summary>Result over cost; null when nothing was closed.</summary>
    public double? Roi => Cost.Amount > 0m ? (double)(Pnl.Amount / Cost.Amount) : null;
}
