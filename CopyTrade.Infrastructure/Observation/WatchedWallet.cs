using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>How far a wallet was read. Replaced as a whole, never changed.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Floor">Older rows are from before we looked.</param>
/// <param name="CompleteTo">Every row up to here was read, but for late ones.</param>
/// <param name="IsCaughtUp">Read at least once since the start.</param>
internal sealed record WatchedWallet(WalletAddress Wallet, DateTimeOffset Floor, DateTimeOffset CompleteTo, bool IsCaughtUp)
{
    /// <summary>Where a thorough drain starts.</summary>
    public DateTimeOffset StartOf(TimeSpan overlap) => CompleteTo - overlap is var start && start > Floor ? start : Floor;
}
