using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Observation;

internal sealed class WalletStatistics(Databases databases) : IWalletStatistics
{
    public async Task<WalletStatistic?> LatestAsync(WalletAddress wallet, CancellationToken ct) => (await LatestAsync([wallet], ct)).GetValueOrDefault(wallet);

    public async Task<IReadOnlyDictionary<WalletAddress, WalletStatistic>> LatestAsync(IReadOnlyCollection<WalletAddress> wallets, CancellationToken ct)
    {
        await using var connection = await databases.App.OpenConnectionAsync(ct);
        return await StatisticRows.LatestAsync(connection, null, wallets, ct);
    }
}
