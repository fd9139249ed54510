using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Ledger;

/// <summary>The venue's public record of one wallet's trades, newest first.</summary>
internal sealed class RecordedTrades : ITradeRecord
{
    private static readonly WalletAddress Wallet = WalletAddress.Parse("0x" + new string('1', 40));
    private readonly List<WalletTrade> _trades = [];

    public bool IsDown { get; set; }

    /// <summary>A transaction of its own, unless a digit names one.</summary>
    public WalletTrade Add(ConditionId condition, TokenId token, OrderSide side, decimal shares, decimal price, DateTimeOffset at, char? transaction = null)
    {
        var hash = transaction is { } digit ? new string(digit, 64) : Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
        var trade = new WalletTrade(Wallet, TransactionHash.Parse("0x" + hash), condition, token, side, Shares.Of(shares), Price.Of(price), at.ToUnixTimeSeconds(), "Rain in Lisbon?", "Yes", null);
        _trades.Add(trade);
        return trade;
    }

    public Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct)
    {
        if (IsDown) throw new VenueUnavailableException("no answer");
        WalletTrade[] page = [.. _trades.Where(trade => trade.UnixSeconds >= (start ?? 0) && trade.UnixSeconds <= (end ?? long.MaxValue)).OrderByDescending(trade => trade.UnixSeconds).Take(limit)];
        return Task.FromResult(new TradePage(page, 0, page.Length, null));
    }

    public Task<TradePage> OfEverybodyAsync(string? cursor, int limit, CancellationToken ct) => Task.FromResult(new TradePage([], 0, 0, null));

    public Task<decimal?> LagSecondsAsync(CancellationToken ct) => Task.FromResult<decimal?>(0m);

    public Task<IReadOnlyList<WalletPosition>> PositionsAsync(WalletAddress wallet, CancellationToken ct) => Task.FromResult<IReadOnlyList<WalletPosition>>([]);
}
