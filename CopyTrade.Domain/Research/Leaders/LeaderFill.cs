using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>One trade of a candidate: the rows of the public record that share transaction, token, side and second.</summary>
/// <param name="Transaction">On chain.</param>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="Side">Direction.</param>
/// <param name="Shares">Sum of the rows.</param>
/// <param name="Price">Average by volume, fee aside.</param>
/// <param name="At">Block time, whole seconds, UTC.</param>
/// <param name="IsTaker">Whether it took what was offered; null when not known.</param>
public sealed record LeaderFill(TransactionHash Transaction, ConditionId Condition, TokenId Token, OrderSide Side, Shares Shares, Price Price, DateTimeOffset At, bool? IsTaker = null)
{
    /// <summary>Dollars moved, fees aside, rounded up.</summary>
    public Usdc Notional => Shares.CostAt(Price);

    /// <summary>Joins the rows of one answer; equal rows are legs of one trade.</summary>
    /// <param name="rows">Rows of one wallet.</param>
    /// <param name="takers">The rows that took, when they were asked for; null leaves it unknown.</param>
    /// <param name="takersFrom">From when on <paramref name="takers"/> is complete.</param>
    public static IReadOnlyList<LeaderFill> Of(IEnumerable<WalletTrade> rows, IReadOnlyCollection<WalletTrade>? takers = null, DateTimeOffset? takersFrom = null)
    {
        var took = takers?.Select(KeyOf).ToHashSet();
        return
        [
            .. rows.GroupBy(KeyOf).Select(legs =>
            {
                var (shares, dollars) = (legs.Sum(leg => leg.Shares.Quantity), legs.Sum(leg => leg.Shares.Quantity * leg.Price.Value));
                var (first, at) = (legs.First(), DateTimeOffset.FromUnixTimeSeconds(legs.Key.UnixSeconds));
                return new LeaderFill(first.Transaction, first.Condition, first.Token, first.Side, Money.Shares.Of(shares), Money.Price.RoundNearest(dollars / shares), at,
                    took is null || at < takersFrom ? null : took.Contains(legs.Key));
            }),
        ];
    }

    private static (TransactionHash, TokenId, OrderSide, long UnixSeconds) KeyOf(WalletTrade trade) => (trade.Transaction, trade.Token, trade.Side, trade.UnixSeconds);
}
