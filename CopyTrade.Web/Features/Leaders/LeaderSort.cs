namespace CopyTrade.Web.Features.Leaders;

/// <summary>What the table is sorted by; best first, or the other way round.</summary>
public enum LeaderSort
{
    Rank,
    Edge,
    Chance,
    Profit,
    Roi,
    Wins,
    Sharpe,
    Drawdown,
    WithoutBest,
    Hold,
    Size,
    Capacity,
    Copyable,
    Active,
    Score,
    Rolling,
    OverIndex,
}
