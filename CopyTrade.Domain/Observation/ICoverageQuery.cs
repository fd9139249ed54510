using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>How completely wallets were watched.</summary>
public interface ICoverageQuery
{
    /// <summary>What checks since <paramref name="since"/> found about one wallet.</summary>
    Task<WalletCoverage> ReadAsync(WalletAddress wallet, DateTimeOffset since, CancellationToken ct);
}
