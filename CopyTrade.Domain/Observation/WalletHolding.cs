using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>What a followed wallet holds of one token, by our own account of it.</summary>
/// <param name="Token">The outcome token.</param>
/// <param name="Shares">Quantity, zero or more.</param>
/// <param name="Cost">Dollars paid for what is held, fees aside; null when the account does not know.</param>
public sealed record WalletHolding(TokenId Token, Shares Shares, Usdc? Cost)
{
    /// <summary>Average entry price by volume; null without shares or without a known cost.</summary>
    public Price? Vwap => Shares > Shares.Zero && Cost is { } cost ? Price.RoundNearest(Math.Clamp(cost.Amount / Shares.Quantity, 0m, 1m)) : null;
}
