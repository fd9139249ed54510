using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>How far a wallet was read. Replaced as a whole, never changed.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Floor">Older rows are from before we looked.</param>
/// <param name="CompleteTo">Every row up to here was read, but for late ones.</param>
/// <param name="IsCaughtUp">Read at least once since the start.</param>
internal sealed record WatchedWallet(WalletAddress Wallet, DateTimeOffset Floor, DateTimeOffset CompleteTo, bool IsCaughtUp)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    /// <summary>Where a thorough drain starts. A cursor later than <paramref name="now"/> is one of a clock that ran ahead and was set back: it says nothing about what is to come.</summary>
    public DateTimeOffset StartOf(TimeSpan overlap, DateTimeOffset now) => (CompleteTo < now ? CompleteTo : now) - overlap is var start && start > FloorAt(now) ? start : FloorAt(now);

    /// <summary>The floor, unless it was set by a clock that ran ahead.</summary>
    public DateTimeOffset FloorAt(DateTimeOffset now) => Floor <= now ? Floor : now - Moment;
}
