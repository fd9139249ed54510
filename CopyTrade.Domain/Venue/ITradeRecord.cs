namespace CopyTrade.Domain.Venue;

/// <summary>The venue's public record of who traded what (Data API). Read-only, no key. Throws <see cref="VenueUnavailableException"/> when no usable answer came.</summary>
public interface ITradeRecord
{
    /// <summary>Trades of one wallet, maker fills included, newest first; <paramref name="start"/> and <paramref name="end"/> are inclusive unix seconds.</summary>
    Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct);

    /// <summary>Trades of all wallets, maker fills included, newest first; <paramref name="cursor"/> continues an earlier answer towards older rows.</summary>
    Task<TradePage> OfEverybodyAsync(string? cursor, int limit, CancellationToken ct);

    /// <summary>How far the record lags behind the chain, in seconds; null when the venue does not say.</summary>
    Task<decimal?> LagSecondsAsync(CancellationToken ct);

    /// <summary>Open positions of a wallet, for the sanity check of a new target; an empty list for an unused wallet.</summary>
    Task<IReadOnlyList<WalletPosition>> PositionsAsync(WalletAddress wallet, CancellationToken ct);

    /// <summary>The same as <see cref="OfWalletAsync"/>, for history that nobody waits for: everything else goes first.</summary>
    Task<TradePage> HistoryOfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct) => OfWalletAsync(wallet, start, end, limit, ct);

    /// <summary>Every position of a wallet down to the smallest, read page by page.</summary>
    Task<IReadOnlyList<WalletPosition>> AllPositionsAsync(WalletAddress wallet, CancellationToken ct) => PositionsAsync(wallet, ct);
}
