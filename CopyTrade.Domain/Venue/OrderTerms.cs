using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>What is to be signed: everything that decides the order hash, so equal terms give equal bytes.</summary>
/// <param name="Token">Outcome token.</param>
/// <param name="NegRisk">Which exchange the signature is for.</param>
/// <param name="Side">Direction.</param>
/// <param name="Price">Limit price, on <paramref name="Tick"/>.</param>
/// <param name="Shares">Quantity; for a buy that may not rest, the dollars follow from price and quantity.</param>
/// <param name="Tick">Price grid at signing.</param>
/// <param name="TimeInForce">How long it lives.</param>
/// <param name="Maker">Address that holds the money.</param>
/// <param name="Signer">Address of the key.</param>
/// <param name="SignatureType">How the venue checks it.</param>
/// <param name="Salt">Derived from the idempotency key; 0 to 2^53 − 1.</param>
/// <param name="TimestampMs">Creation time in unix milliseconds; derived, never read from a clock.</param>
public sealed record OrderTerms(
    TokenId Token,
    bool NegRisk,
    OrderSide Side,
    Price Price,
    Shares Shares,
    TickSize Tick,
    TimeInForce TimeInForce,
    WalletAddress Maker,
    WalletAddress Signer,
    SignatureType SignatureType,
    long Salt,
    long TimestampMs);
