using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>The newest statistics of followed wallets, as the job left them.</summary>
public interface IWalletStatistics
{
    /// <summary>Null while the wallet was not looked at yet.</summary>
    Task<WalletStatistic?> LatestAsync(WalletAddress wallet, CancellationToken ct);

    /// <summary>Of many wallets at once; those not looked at yet are missing.</summary>
    Task<IReadOnlyDictionary<WalletAddress, WalletStatistic>> LatestAsync(IReadOnlyCollection<WalletAddress> wallets, CancellationToken ct);
}
