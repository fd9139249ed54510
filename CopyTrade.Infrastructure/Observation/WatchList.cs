using System.Collections.Concurrent;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>The followed wallets and how far each was read; the cursors outlive the process. Thread-safe.</summary>
internal sealed class WatchList(Databases databases, IOptions<ObservationOptions> options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<WalletAddress, WatchedWallet> _wallets = new();

    public bool Contains(WalletAddress wallet) => _wallets.ContainsKey(wallet);

    public WatchedWallet? Find(WalletAddress wallet) => _wallets.GetValueOrDefault(wallet);

    public IReadOnlyList<WatchedWallet> All() => [.. _wallets.Values];

    /// <summary>Takes over who is followed now. A wallet never read before starts a minute ago: no history is copied (R0.42).</summary>
    public async Task SetAsync(IReadOnlyCollection<WalletAddress> followed, CancellationToken ct)
    {
        var wanted = followed.ToHashSet();
        foreach (var wallet in _wallets.Keys.Where(wallet => !wanted.Contains(wallet))) _wallets.TryRemove(wallet, out _);
        var added = wanted.Where(wallet => !_wallets.ContainsKey(wallet)).ToList();
        if (added.Count == 0) return;

        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Wallet, DateTime CompleteTo)>(new(
            "select wallet, complete_to from watch_cursor where wallet = any (@wallets)", new { wallets = added.Select(wallet => wallet.Value).ToArray() }, cancellationToken: ct));
        var cursors = rows.ToDictionary(row => row.Wallet, row => new DateTimeOffset(DateTime.SpecifyKind(row.CompleteTo, DateTimeKind.Utc)));
        var first = clock.GetUtcNow() - TimeSpan.FromSeconds(options.Value.FirstLookBackSeconds);
        foreach (var wallet in added)
        {
            _wallets[wallet] = cursors.TryGetValue(wallet.Value, out var completeTo)
                ? new(wallet, DateTimeOffset.UnixEpoch, completeTo, false)
                : new(wallet, first, first, false);
        }
    }

    /// <summary>Every row of these wallets up to a moment was read.</summary>
    public void Complete(IEnumerable<WalletAddress> wallets, DateTimeOffset to)
    {
        foreach (var wallet in wallets)
        {
            if (_wallets.TryGetValue(wallet, out var known)) _wallets[wallet] = known with { CompleteTo = to > known.CompleteTo ? to : known.CompleteTo, IsCaughtUp = true };
        }
    }

    /// <summary>Writes the cursors; a crash before only makes the next start read more.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        var read = _wallets.Values.Where(wallet => wallet.IsCaughtUp).OrderBy(wallet => wallet.Wallet.Value, StringComparer.Ordinal).ToList();
        if (read.Count == 0) return;
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            """
            insert into watch_cursor (wallet, complete_to, updated_at)
            select w.wallet, w.complete_to, @now from unnest(@wallets, @times) as w (wallet, complete_to)
                on conflict (wallet) do update set complete_to = greatest(watch_cursor.complete_to, excluded.complete_to), updated_at = excluded.updated_at
            """,
            new { now = clock.GetUtcNow(), wallets = read.Select(wallet => wallet.Wallet.Value).ToArray(), times = read.Select(wallet => wallet.CompleteTo.UtcDateTime).ToArray() },
            cancellationToken: ct));
    }
}
