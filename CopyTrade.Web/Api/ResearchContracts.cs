using System.Text.Json.Serialization;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Api;

/// <summary>A mean, the interval in which it lies in 95 of 100 cases, and the cases behind it.</summary>
internal sealed record EstimateAnswer(
    [property: JsonPropertyName("mean")] decimal Mean,
    [property: JsonPropertyName("low")] decimal Low,
    [property: JsonPropertyName("high")] decimal High,
    [property: JsonPropertyName("n")] int N)
{
    public static EstimateAnswer? Of(Estimate? known) => known is null ? null : new(Round(known.Mean), Round(known.Low), Round(known.High), known.N);

    /// <summary>A rate, 0 to 1; null without a sample.</summary>
    public static EstimateAnswer? Of(Rate rate) => rate.Value is { } value ? new(Round(value), Round(rate.Low), Round(rate.High), rate.N) : null;

    public static decimal Round(double value) => decimal.Round((decimal)value, 6, MidpointRounding.AwayFromZero);

    public static decimal? Round(double? value) => value is { } known ? Round(known) : null;
}

/// <summary>What positions closed within some days came to; 0 days are all that were read.</summary>
internal sealed record WindowAnswer(
    [property: JsonPropertyName("days")] int Days,
    [property: JsonPropertyName("pnl")] decimal Pnl,
    [property: JsonPropertyName("cost")] decimal Cost,
    [property: JsonPropertyName("roi")] decimal? Roi,
    [property: JsonPropertyName("n")] int N)
{
    public static WindowAnswer Of(WindowResult window) => new(window.Days, window.Pnl.Amount, window.Cost.Amount, EstimateAnswer.Round(window.Roi), window.N);
}

/// <summary>A wallet in the ranking. What is not known is null.</summary>
internal sealed record LeaderAnswer(
    [property: JsonPropertyName("wallet")] string Wallet,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("rank")] int Rank,
    [property: JsonPropertyName("of")] int Ranked,
    [property: JsonPropertyName("verdict")] string Verdict,
    [property: JsonPropertyName("reasons")] IReadOnlyList<string> Reasons,
    [property: JsonPropertyName("net_edge")] EstimateAnswer? NetEdge,
    [property: JsonPropertyName("net_edge_without_luck")] EstimateAnswer? NetEdgeWithoutLuck,
    [property: JsonPropertyName("probability_of_edge")] decimal? ProbabilityOfEdge,
    [property: JsonPropertyName("above_peers")] decimal? AbovePeers,
    [property: JsonPropertyName("above_index")] decimal? AboveIndex,
    [property: JsonPropertyName("win_rate")] EstimateAnswer? WinRate,
    [property: JsonPropertyName("copyable")] EstimateAnswer? Copyable,
    [property: JsonPropertyName("windows")] IReadOnlyList<WindowAnswer> Windows,
    [property: JsonPropertyName("profit_without_best_market")] decimal? ProfitWithoutBestMarket,
    [property: JsonPropertyName("drawdown")] decimal? Drawdown,
    [property: JsonPropertyName("room_left_a_day")] decimal? RoomLeftADay,
    [property: JsonPropertyName("median_hold_seconds")] long? MedianHoldSeconds,
    [property: JsonPropertyName("trades_a_day")] decimal TradesADay,
    [property: JsonPropertyName("last_trade_at")] DateTimeOffset? LastTradeAt,
    [property: JsonPropertyName("categories")] IReadOnlyList<string> Categories,
    [property: JsonPropertyName("flags")] IReadOnlyList<string> Flags,
    [property: JsonPropertyName("score")] decimal? Score,
    [property: JsonPropertyName("rolling_score")] decimal? RollingScore,
    [property: JsonPropertyName("passes_screening")] bool PassesScreening,
    [property: JsonPropertyName("is_complete")] bool IsComplete,
    [property: JsonPropertyName("as_of")] DateTimeOffset AsOf)
{
    public static LeaderAnswer Of(LeaderRow row) => new(
        row.Wallet.Value, row.Name, row.Standing.Rank, row.Standing.Of, row.Standing.Verdict.ToText(), row.Standing.Reasons, EstimateAnswer.Of(row.Net), EstimateAnswer.Of(row.Standing.Shrunk),
        EstimateAnswer.Round(row.ProbabilityOfEdge), EstimateAnswer.Round(row.Standing.AbovePeers), EstimateAnswer.Round(row.Standing.AboveIndex), EstimateAnswer.Of(row.WinRate), EstimateAnswer.Of(row.Copyable),
        [.. row.Windows.Select(WindowAnswer.Of)], row.WithoutBest?.Amount, EstimateAnswer.Round(row.Drawdown), row.RoomLeft?.Amount, row.MedianHold is { } hold ? (long)hold.TotalSeconds : null,
        EstimateAnswer.Round(row.TradesADay), row.LastTradeAt, row.Categories, [.. row.Flags.Select(flag => flag.ToText())], EstimateAnswer.Round(row.Score), EstimateAnswer.Round(row.Standing.Score), row.PassesScreening,
        row.IsComplete, row.AsOf);
}
