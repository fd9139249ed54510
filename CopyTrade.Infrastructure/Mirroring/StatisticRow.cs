using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A wallet's newest statistic with a sample, as the planner uses it.</summary>
internal sealed class StatisticRow
{
    public required WalletAddress Wallet { get; init; }

    public DateTimeOffset CapturedAt { get; init; }

    public int WindowDays { get; init; }

    public int SampleSize { get; init; }

    public decimal P50 { get; init; }

    public decimal P75 { get; init; }

    public decimal P90 { get; init; }

    public decimal P95 { get; init; }

    public decimal P99 { get; init; }

    public PositionStatistic ToStatistic() => new(
        CapturedAt, WindowDays, SampleSize, Usdc.RoundDown(P50), Usdc.RoundDown(P75), Usdc.RoundDown(P90), Usdc.RoundDown(P95), Usdc.RoundDown(P99));
}
