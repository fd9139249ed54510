using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Targets;

/// <summary>Probes by the venue's public trade record.</summary>
public sealed class TradeRecordProbe(ITradeRecord record) : IWalletProbe
{
    private const int Trades = 20;

    public async Task<WalletProbe> ReadAsync(WalletAddress wallet, CancellationToken ct)
    {
        var positions = record.PositionsAsync(wallet, ct);
        var page = await record.OfWalletAsync(wallet, null, null, Trades, ct);
        return new(wallet, page.Trades.Select(t => t.Trader).FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)), await positions, page.Trades);
    }
}
