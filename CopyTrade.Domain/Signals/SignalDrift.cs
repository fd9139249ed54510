using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>One token that was bought for intents: our lots against the wallet (R1.24).</summary>
/// <param name="Token">The outcome token.</param>
/// <param name="Tracked">Shares in all lots of the token, whoever they were bought for.</param>
/// <param name="Wallet">Shares that the venue's record shows for the wallet.</param>
public sealed record SignalDrift(TokenId Token, Shares Tracked, Shares Wallet)
{
    /// <summary>Wallet less lots; zero when they agree.</summary>
    public decimal Difference => Wallet.Quantity - Tracked.Quantity;
}
