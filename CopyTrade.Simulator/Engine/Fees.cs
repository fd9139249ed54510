using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

internal static class Fees
{
    /// <summary>Taker fee at match time: shares x rate x (p(1-p))^exponent, five decimals, nothing below 0.00001.</summary>
    public static decimal Of(ListedMarket market, decimal shares, decimal price)
    {
        var fee = shares * market.FeeRate;
        for (var i = 0; i < market.FeeExponent; i++)
        {
            fee *= price * (1m - price);
        }

        return decimal.Round(fee, 5, MidpointRounding.AwayFromZero);
    }
}
