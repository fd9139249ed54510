using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>A request from outside to do what somebody else did (R1.3). Checked for its form only; whether anything follows is for <see cref="SignalFirewall"/> and <see cref="SignalPlanner"/> to say.</summary>
/// <param name="Id">Chosen by the generator; the same id is never carried out twice.</param>
/// <param name="At">When the generator made it, UTC.</param>
/// <param name="Trader">Whose trade it follows.</param>
/// <param name="Market">The market as the generator names it, 1 to 100 characters; to be traded it must be a condition id.</param>
/// <param name="Token">The outcome token; may be missing for YES and NO (R1.4).</param>
/// <param name="Outcome"><c>YES</c>, <c>NO</c>, or with a token any name; untrusted text.</param>
/// <param name="Side">Direction.</param>
/// <param name="PriceLimit">Worst price: at most 0.99 for a buy, at least 0.01 for a sell; null for none.</param>
/// <param name="SizeUsdc">Dollars of a buy, above zero; null for a sell.</param>
/// <param name="SizeTokens">Tokens of a sell, above zero; null for a buy.</param>
/// <param name="Metadata">What the generator saw.</param>
public sealed record SignalIntent(
    Guid Id,
    DateTimeOffset At,
    WalletAddress Trader,
    string Market,
    TokenId? Token,
    string Outcome,
    OrderSide Side,
    Price? PriceLimit,
    Usdc? SizeUsdc,
    Shares? SizeTokens,
    SignalMetadata Metadata)
{
    /// <summary>The trader's dollars: the size, or tokens at the ask that was seen; zero when that is not known (R1.10).</summary>
    public Usdc TheirUsd => SizeUsdc ?? (SizeTokens is { } tokens && Metadata.BestAsk is { } ask ? Usdc.RoundDown(tokens.Quantity * ask.Value) : Usdc.Zero);

    /// <summary>The price that slippage is measured from; null when the generator saw none.</summary>
    public Price? ObservedPrice => Side == OrderSide.Buy ? Metadata.BestAsk : Metadata.BestBid;
}
