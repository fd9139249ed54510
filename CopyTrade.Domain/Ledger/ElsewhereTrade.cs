using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>A trade of a connected wallet that no order here led to, as the venue's public record tells it. What its shares made, and the fee, are not known: it is in no profit.</summary>
/// <param name="At">Block time, UTC.</param>
/// <param name="Side">Direction.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome.</param>
/// <param name="Shares">Quantity.</param>
/// <param name="Price">Dollars a share, fee aside.</param>
/// <param name="Market">Its name; untrusted text.</param>
/// <param name="Outcome">Name of the outcome; untrusted text.</param>
/// <param name="Transaction">On chain.</param>
public sealed record ElsewhereTrade(
    DateTimeOffset At, OrderSide Side, ConditionId Condition, TokenId Token, Shares Shares, Price Price, string? Market, string? Outcome, TransactionHash Transaction)
{
    /// <summary>Shares times price, fee aside.</summary>
    public Usdc Notional => Shares.ProceedsAt(Price);
}
