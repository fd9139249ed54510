using CopyTrade.Domain.Money;

namespace CopyTrade.Web.Api;

/// <summary>Values of the wire made values of the domain.</summary>
internal static class Contract
{
    private const decimal Largest = 1_000_000_000m;

    /// <exception cref="ApiFailure">More than six decimals, or beyond all reason.</exception>
    public static Usdc Dollars(string field, decimal amount) => Math.Abs(amount) <= Largest && decimal.Round(amount, Usdc.Decimals) == amount
        ? Usdc.Of(amount)
        : throw ApiFailure.Bad(ApiCode.FieldInvalid, $"{field} is an amount of dollars with at most six decimals.");
}
