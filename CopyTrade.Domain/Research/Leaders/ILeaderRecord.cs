using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What the venue tells everybody about traders (Data API, Gamma). Read-only, no key. Throws <see cref="VenueUnavailableException"/> when no usable answer came.</summary>
public interface ILeaderRecord
{
    /// <summary>Rows of one answer of the leaderboard, at most.</summary>
    int BoardRows { get; }

    /// <summary>Rows of one answer of closed positions, at most.</summary>
    int ClosedRows { get; }

    /// <summary>Conditions that one question about markets may name.</summary>
    int MarketsAtOnce { get; }

    /// <summary>A page of a board, best first.</summary>
    Task<IReadOnlyList<LeaderboardRow>> BoardAsync(LeaderBoard board, int offset, CancellationToken ct);

    /// <summary>The wallet of a public name, in any case; null when the leaderboard does not know it.</summary>
    Task<LeaderboardRow?> FindNameAsync(string name, CancellationToken ct);

    /// <summary>A page of closed positions, last closed first. A page shorter than <see cref="ClosedRows"/> is the last one, readable rows or not.</summary>
    Task<(IReadOnlyList<LeaderClosing> Closings, int Rows)> ClosedAsync(WalletAddress wallet, int offset, CancellationToken ct);

    /// <summary>The newest trades in which the wallet took what was offered.</summary>
    Task<TradePage> TakerTradesAsync(WalletAddress wallet, int limit, CancellationToken ct);

    /// <summary>Trades of one market in which somebody took what was offered, newest first; <paramref name="start"/> and <paramref name="end"/> are inclusive unix seconds.</summary>
    Task<TradePage> MarketTakersAsync(ConditionId market, long start, long end, int limit, CancellationToken ct);

    /// <summary>Markets by condition, open and decided ones; those that the venue does not know are missing.</summary>
    Task<IReadOnlyList<LeaderMarket>> MarketsAsync(IReadOnlyCollection<ConditionId> conditions, CancellationToken ct);
}
