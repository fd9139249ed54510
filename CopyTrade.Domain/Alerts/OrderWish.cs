using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Alerts;

/// <summary>What an alert wants traded (R4.18).</summary>
/// <param name="Condition">Market.</param>
/// <param name="Token">Outcome token; null when the outcome is named instead.</param>
/// <param name="Outcome">Outcome by name; null when the token is named.</param>
/// <param name="Side">Direction.</param>
/// <param name="Dollars">Of a purchase, what to spend at most; null when shares are named.</param>
/// <param name="Quantity">Shares to buy, or to sell at most; null for all that is held.</param>
/// <param name="Limit">Never worse than this; null for what <paramref name="SlippagePercent"/> allows.</param>
/// <param name="SlippagePercent">How far from the best price of the book, 0 to 100.</param>
/// <param name="Book">Of a sale, only the shares of this book; null for all books.</param>
/// <param name="MostAgeSeconds">Not carried out later than this after the alert came.</param>
public sealed record OrderWish(
    ConditionId Condition, TokenId? Token, string? Outcome, OrderSide Side, Usdc? Dollars, Shares? Quantity, Price? Limit, decimal SlippagePercent, string? Book, int MostAgeSeconds)
{
    public const decimal DefaultSlippagePercent = 2m;
    public const int DefaultAgeSeconds = 300;
    public const int LongestAgeSeconds = 86_400;
}
