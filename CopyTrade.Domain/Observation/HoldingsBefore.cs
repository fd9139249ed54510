using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>What a wallet held in a fill's market just before the fill (R1.13). Written down once, when the fill was stored: a position read later changes nothing.</summary>
/// <param name="Tokens">Tokens of the market that it held; one that is missing was not held.</param>
public sealed record HoldingsBefore(IReadOnlyList<WalletHolding> Tokens)
{
    /// <summary>The holding of one token; zero shares when there was none.</summary>
    public WalletHolding Of(TokenId token) => Tokens.FirstOrDefault(held => held.Token == token) ?? new WalletHolding(token, Shares.Zero, Usdc.Zero);

    /// <summary>Which part of its position the wallet sold, tokens over tokens, from 0 to 1; null when by our account it held nothing.</summary>
    public decimal? FractionOf(TokenId token, Shares sold) => Of(token).Shares is { Quantity: > 0m } held ? Math.Min(1m, sold.Quantity / held.Quantity) : null;
}
