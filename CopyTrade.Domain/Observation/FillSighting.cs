using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>One fill as one answer of the venue's record showed it: the rows that share a fill id and a wallet.</summary>
/// <param name="Wallet">Who traded. Not part of the frozen id: two followed wallets may share a transaction, token, side and second.</param>
/// <param name="Transaction">On chain.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Side">Direction of the wallet.</param>
/// <param name="UnixSeconds">Block time.</param>
/// <param name="Legs">The rows.</param>
/// <param name="Title">Untrusted text.</param>
/// <param name="Outcome">Untrusted text.</param>
/// <param name="Trader">Untrusted text.</param>
public sealed record FillSighting(
    WalletAddress Wallet,
    TransactionHash Transaction,
    ConditionId Condition,
    TokenId Token,
    OrderSide Side,
    long UnixSeconds,
    FillLegs Legs,
    string? Title,
    string? Outcome,
    string? Trader)
{
    /// <summary>The frozen id that these rows have by themselves.</summary>
    public FillId BaseId => FillId.FromDataApi(Transaction, Token, Side, UnixSeconds);

    /// <summary>Block time, UTC.</summary>
    public DateTimeOffset FilledAt => DateTimeOffset.FromUnixTimeSeconds(UnixSeconds);

    /// <summary>The fill to store under <paramref name="id"/>.</summary>
    public ObservedFill As(FillId id, FillLegs legs, DateTimeOffset observedAt, string source) =>
        new(id, Wallet, Transaction, Condition, Token, Side, legs.Shares, legs.Price, legs.Count, FilledAt, observedAt, source, Title, Outcome, Trader);
}
