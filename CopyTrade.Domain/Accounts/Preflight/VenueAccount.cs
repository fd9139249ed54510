using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>What the venue says about the account of a key.</summary>
/// <param name="Login">Whether the key gets in.</param>
/// <param name="Refusal">The venue's words when it does not.</param>
/// <param name="IsClosedOnly">Whether it may only close positions; null when the venue did not say.</param>
/// <param name="Balances">Collateral that the venue books for each kind of wallet of this key; a kind that it did not answer for is missing.</param>
public sealed record VenueAccount(LoginState Login, string? Refusal, bool? IsClosedOnly, IReadOnlyDictionary<SignatureType, Usdc> Balances);
