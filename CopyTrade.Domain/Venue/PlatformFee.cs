using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>The venue's taker fee, <c>shares × rate × (p(1−p))^exponent</c> in dollars. Makers pay nothing; nothing of it is signed.</summary>
public static class PlatformFee
{
    private const int ChargedDecimals = 5;

    /// <summary>The formula, not rounded.</summary>
    public static decimal Exact(Shares shares, Price price, decimal rate, int exponent) => shares.Quantity * PerShare(price, rate, exponent);

    /// <summary>What is charged: five decimals, nearest.</summary>
    public static Usdc Charged(Shares shares, Price price, decimal rate, int exponent) =>
        Usdc.Of(decimal.Round(Exact(shares, price, rate, exponent), ChargedDecimals, MidpointRounding.AwayFromZero));

    private static decimal PerShare(Price price, decimal rate, int exponent)
    {
        var result = rate;
        for (var i = 0; i < exponent; i++) result *= price.Value * (1m - price.Value);
        return result;
    }
}
