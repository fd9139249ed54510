using System.Collections.Frozen;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Which tokens followed wallets trade or hold: the market stream names no wallet, so its word about a token wakes these.</summary>
internal sealed class TokenWatch(Databases databases, IMarketStream stream, WatchList wallets, TimeProvider clock)
{
    private const int MostTokens = 1_000;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);
    private FrozenDictionary<TokenId, WalletAddress[]> _byToken = FrozenDictionary<TokenId, WalletAddress[]>.Empty;

    public IReadOnlyList<WalletAddress> WalletsOf(TokenId token) => _byToken.GetValueOrDefault(token, []);

    public async Task RefreshAsync(CancellationToken ct)
    {
        var watched = wallets.All().Select(wallet => wallet.Wallet).ToList();
        var pairs = await TradedAsync(watched, ct);
        _byToken = pairs.Distinct().GroupBy(pair => pair.Token).Take(MostTokens).ToFrozenDictionary(same => same.Key, same => same.Select(pair => pair.Wallet).ToArray());
        stream.Watch(_byToken.Keys.ToHashSet());
    }

    private async Task<IEnumerable<(TokenId Token, WalletAddress Wallet)>> TradedAsync(List<WalletAddress> watched, CancellationToken ct)
    {
        if (watched.Count == 0) return [];
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Token, string Wallet)>(new(
            """
            select token_id, wallet from (
              select token_id, wallet, filled_at as at from observed_fill where wallet = any (@wallets) and filled_at > @since
              union all
              select token_id, wallet, as_of from wallet_holding where wallet = any (@wallets) and shares > 0) t
             group by token_id, wallet order by max(at) desc limit @MostTokens
            """,
            new { wallets = watched.Select(wallet => wallet.Value).ToArray(), MostTokens, since = clock.GetUtcNow() - Lately }, cancellationToken: ct));
        return rows.Select(row => (TokenId.Parse(row.Token), WalletAddress.Parse(row.Wallet)));
    }
}
