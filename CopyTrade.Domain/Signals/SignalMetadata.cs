using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Signals;

/// <summary>What the generator saw around the trade; every value may be unknown (R1.3). A hint, never an instruction.</summary>
/// <param name="BestBid">Best bid when the trade was seen.</param>
/// <param name="BestAsk">Best ask when the trade was seen.</param>
/// <param name="DetectionLatencyMs">From the trade to its sight, milliseconds, zero or more.</param>
/// <param name="TraderPositionSize">Tokens that the trader held before the trade.</param>
/// <param name="TraderBalanceUsd">The trader's collateral.</param>
/// <param name="TraderOrderUsd">Dollars of the trader's order.</param>
/// <param name="SourceTxHash">Transaction of the trade; untrusted text of at most 100 characters.</param>
public sealed record SignalMetadata(
    Price? BestBid = null,
    Price? BestAsk = null,
    decimal? DetectionLatencyMs = null,
    Shares? TraderPositionSize = null,
    Usdc? TraderBalanceUsd = null,
    Usdc? TraderOrderUsd = null,
    string? SourceTxHash = null)
{
    /// <summary>Nothing is known.</summary>
    public static SignalMetadata None { get; } = new();
}
