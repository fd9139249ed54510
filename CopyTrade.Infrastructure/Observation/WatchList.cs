using System.Collections.Concurrent;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>The followed wallets and how far each was read; the cursors outlive the process. Thread-safe.</summary>
internal sealed class WatchList(Databases databases, GapLog gaps, IOptions<ObservationOptions> options, TimeProvider clock) : IDisposable
{
    // A wallet that comes back after its last follower left begins anew: what it did meanwhile is not copied, and what it holds is not known.
    private const string WatchSql = """
        with before as (
          select w.wallet, s.unwatched_at is not null as is_back, s.watched_at
            from unnest(@wallets) as w (wallet) left join wallet_snapshot s on s.wallet = w.wallet),
        watched as (
          insert into wallet_snapshot (wallet, watched_at) select wallet, @now from before
              on conflict (wallet) do update set unwatched_at = null, watched_at = excluded.watched_at, as_of = null, tried_at = null
                                           where wallet_snapshot.unwatched_at is not null)
        select b.wallet, case when not b.is_back then c.complete_to end as complete_to,
               case when b.is_back or b.watched_at is null then @now else b.watched_at end as watched_at
          from before b left join watch_cursor c on c.wallet = b.wallet
        """;

    private static readonly TimeSpan DrainHasTime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<WalletAddress, WatchedWallet> _wallets = new();

    /// <summary>Set when wallets were added.</summary>
    public FillSignal Added { get; } = new();

    public void Dispose() => Added.Dispose();

    public bool Contains(WalletAddress wallet) => _wallets.ContainsKey(wallet);

    public WatchedWallet? Find(WalletAddress wallet) => _wallets.GetValueOrDefault(wallet);

    public IReadOnlyList<WatchedWallet> All() => [.. _wallets.Values];

    /// <summary>Takes over who is followed now. A wallet never read to the end starts a minute before it was first watched, however often we died since: no history is copied (R0.42), and nothing after is lost.</summary>
    public async Task SetAsync(IReadOnlyCollection<WalletAddress> followed, CancellationToken ct)
    {
        var wanted = followed.ToHashSet();
        var removed = _wallets.Keys.Where(wallet => !wanted.Contains(wallet)).ToList();
        if (removed.Count > 0) await LeaveAsync(removed, ct);
        var added = wanted.Where(wallet => !_wallets.ContainsKey(wallet)).ToList();
        if (added.Count == 0) return;

        var now = clock.GetUtcNow();
        var lookBack = TimeSpan.FromSeconds(options.Value.FirstLookBackSeconds);
        var starts = (await WatchAsync(added, now, ct)).ConvertAll(row => row.CompleteTo is { } completeTo
            ? new WatchedWallet(row.Wallet, DateTimeOffset.UnixEpoch, completeTo, false)
            : new WatchedWallet(row.Wallet, row.WatchedAt - lookBack, row.WatchedAt - lookBack, false));
        var overlap = TimeSpan.FromSeconds(options.Value.OverlapSeconds);
        var outages = starts.Where(start => now - start.CompleteTo > (overlap > lookBack ? overlap : lookBack)).Select(start => (start.Wallet, start.CompleteTo)).ToList();
        if (outages.Count > 0) await gaps.OpenAsync(outages, now, GapCause.Outage, DrainHasTime, ct);
        foreach (var start in starts) _wallets[start.Wallet] = start;

        Added.Set();
    }

    private async Task<List<(WalletAddress Wallet, DateTimeOffset? CompleteTo, DateTimeOffset WatchedAt)>> WatchAsync(List<WalletAddress> added, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Wallet, DateTime? CompleteTo, DateTime WatchedAt)>(new(
            WatchSql, new { now, wallets = added.Select(wallet => wallet.Value).Order(StringComparer.Ordinal).ToArray() }, cancellationToken: ct));
        return [.. rows.Select(row => (WalletAddress.Parse(row.Wallet), row.CompleteTo is { } to ? Timestamps.Utc(to) : (DateTimeOffset?)null, Timestamps.Utc(row.WatchedAt)))];
    }

    private async Task LeaveAsync(List<WalletAddress> removed, CancellationToken ct)
    {
        await using var connection = await databases.Watcher.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new(
            "update wallet_snapshot set unwatched_at = @now where wallet = any (@wallets) and unwatched_at is null",
            new { now = clock.GetUtcNow(), wallets = removed.Select(wallet => wallet.Value).ToArray() }, cancellationToken: ct));
        foreach (var wallet in removed) _wallets.TryRemove(wallet, out _);
    }

    /// <summary>Every row of these wallets up to a moment was read.</summary>
    public void Complete(IEnumerable<WalletAddress> wallets, DateTimeOffset to)
    {
        var now = clock.GetUtcNow();
        foreach (var wallet in wallets)
        {
            if (_wallets.TryGetValue(wallet, out var known)) _wallets[wallet] = known with { CompleteTo = to > known.CompleteTo || known.CompleteTo > now ? to : known.CompleteTo, IsCaughtUp = true };
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
                on conflict (wallet) do update set complete_to = case when watch_cursor.complete_to > @now then excluded.complete_to else greatest(watch_cursor.complete_to, excluded.complete_to) end, updated_at = excluded.updated_at
            """,
            new { now = clock.GetUtcNow(), wallets = read.Select(wallet => wallet.Wallet.Value).ToArray(), times = read.Select(wallet => wallet.CompleteTo.UtcDateTime).ToArray() },
            cancellationToken: ct));
    }
}
