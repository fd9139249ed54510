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

    /// <summary>The dollars of a market buy that fit a balance together with their fees; <paramref name="dollars"/> when they do already.</summary>
    /// <param name="dollars">Wanted.</param>
    /// <param name="price">Price of the order, above zero.</param>
    /// <param name="balance">Free collateral.</param>
    /// <param name="rate">Platform rate.</param>
    /// <param name="exponent">Platform exponent.</param>
    /// <param name="builderRate">Builder's share of the dollars.</param>
    /// <param name="slippagePercent">Head room on the platform fee.</param>
    public static decimal FitBuy(decimal dollars, Price price, decimal balance, decimal rate, int exponent, decimal builderRate, decimal slippagePercent)
    {
        var spent = Math.Min(dollars, balance);
        var platform = spent * PerShare(price, rate, exponent) * (1m + (slippagePercent / 100m)) / price.Value;   // divide last: exact more often
        var fees = platform + (spent * builderRate);
        return balance <= dollars + fees ? Math.Max(balance - fees, 0m) : dollars;
    }

    private static decimal PerShare(Price price, decimal rate, int exponent)
    {
        var result = rate;
        for (var i = 0; i < exponent; i++) result *= price.Value * (1m - price.Value);
        return result;
    }
}
