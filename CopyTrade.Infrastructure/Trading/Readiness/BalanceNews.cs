using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Readiness;

/// <summary>
/// Which settlements the venue was told to look at: once of each is enough, and its limit for being told (50 in 10 s) is
/// one for all wallets. Remembered while this process lives; forgotten, the venue is told once more. Thread-safe.
/// </summary>
public sealed class BalanceNews
{
    private readonly ConcurrentDictionary<WalletConnectionId, IReadOnlyDictionary<TokenId, DateTimeOffset>> _told = new();

    /// <summary>Tokens whose last settlement the venue was not told of.</summary>
    public IReadOnlyList<TokenId> Untold(WalletConnectionId wallet, IReadOnlyDictionary<TokenId, DateTimeOffset> settled)
    {
        var told = _told.GetValueOrDefault(wallet);
        return [.. settled.Where(entry => told is null || !told.TryGetValue(entry.Key, out var at) || at < entry.Value).Select(entry => entry.Key)];
    }

    /// <summary>The venue was told of all these; older ones are past telling.</summary>
    public void Told(WalletConnectionId wallet, IReadOnlyDictionary<TokenId, DateTimeOffset> settled)
    {
        if (settled.Count == 0) _told.TryRemove(wallet, out _);
        else _told[wallet] = settled;
    }
}
