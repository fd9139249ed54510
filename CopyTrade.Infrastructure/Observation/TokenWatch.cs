using System.Collections.Concurrent;
using System.Collections.Frozen;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Which tokens followed wallets trade or hold: the market stream names no wallet, so its word about a token wakes these.</summary>
internal sealed class TokenWatch(Databases databases, ITradeRecord record, IMarketStream stream, WatchList wallets)
{
    private const int MostTokens = 1_000;
    private const int WalletsAskedAtOnce = 5;
    private readonly ConcurrentDictionary<WalletAddress, IReadOnlyList<TokenId>> _held = new();
    private FrozenDictionary<TokenId, WalletAddress[]> _byToken = FrozenDictionary<TokenId, WalletAddress[]>.Empty;

    public IReadOnlyList<WalletAddress> WalletsOf(TokenId token) => _byToken.GetValueOrDefault(token, []);

    public async Task RefreshAsync(CancellationToken ct)
    {
        var watched = wallets.All().Select(wallet => wallet.Wallet).ToList();
        foreach (var gone in _held.Keys.Except(watched)) _held.TryRemove(gone, out _);
        foreach (var wallet in watched.Where(wallet => !_held.ContainsKey(wallet)).Take(WalletsAskedAtOnce)) await AskAsync(wallet, ct);

        var pairs = (await TradedAsync(watched, ct)).Concat(_held.SelectMany(held => held.Value.Select(token => (Token: token, Wallet: held.Key))));
        _byToken = pairs.Distinct().GroupBy(pair => pair.Token).Take(MostTokens).ToFrozenDictionary(same => same.Key, same => same.Select(pair => pair.Wallet).ToArray());
        stream.Watch(_byToken.Keys.ToHashSet());
    }

    private async Task<IEnumerable<(TokenId Token, WalletAddress Wallet)>> TradedAsync(List<WalletAddress> watched, CancellationToken ct)
    {
        if (watched.Count == 0) return [];
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Token, string Wallet)>(new(
            """
            select token_id, wallet from observed_fill where wallet = any (@wallets)
             group by token_id, wallet order by max(filled_at) desc limit @MostTokens
            """,
            new { wallets = watched.Select(wallet => wallet.Value).ToArray(), MostTokens }, cancellationToken: ct));
        return rows.Select(row => (TokenId.Parse(row.Token), WalletAddress.Parse(row.Wallet)));
    }

    private async Task AskAsync(WalletAddress wallet, CancellationToken ct)
    {
        try
        {
            _held[wallet] = [.. (await record.PositionsAsync(wallet, ct)).Select(position => position.Token)];
        }
        catch (VenueUnavailableException)
        {
            // Asked again with the next refresh; until then what it traded wakes it.
        }
    }
}
