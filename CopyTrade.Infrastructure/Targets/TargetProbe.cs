using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Targets;

/// <summary>The sanity check of a wallet that somebody wants to follow.</summary>
public sealed class TargetProbe(ITradeRecord record)
{
    private const int Trades = 20;

    public async Task<WalletLook> LookAsync(string walletText, CancellationToken ct)
    {
        if (!WalletText.TryFind(walletText, out var wallet)) return new WalletLook.Malformed();
        try
        {
            var positions = record.PositionsAsync(wallet, ct);
            var trades = record.OfWalletAsync(wallet, null, null, Trades, ct);
            await Task.WhenAll(positions, trades);
            return new WalletLook.Seen(wallet, (await positions).Count, (await trades).Trades);
        }
        catch (VenueUnavailableException e)
        {
            return new WalletLook.Unavailable(wallet, e.Message);
        }
    }
}
