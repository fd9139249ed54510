using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>Trades of a connected wallet that no order here led to, since its first comparison: what it held before is its opening.</summary>
/// <param name="ReadTo">Up to when the record was read; null before the first time was finished.</param>
/// <param name="Count">How many.</param>
/// <param name="Cash">Sales less purchases, before fees that nobody told.</param>
/// <param name="Newest">The newest, newest first.</param>
public sealed record ElsewhereTrades(DateTimeOffset? ReadTo, int Count, Usdc Cash, IReadOnlyList<ElsewhereTrade> Newest)
{
    /// <summary>False while a record that is longer than what is read at once is still being read: there may be more than <see cref="Count"/>, and <see cref="Cash"/> is of a part.</summary>
    public bool IsWhole { get; init; } = true;
}
