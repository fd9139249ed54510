using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Whom to watch: every followed wallet once, without who follows it (watcher role). Read again when targets change, and every 30 s.</summary>
internal sealed class FollowedWallets : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private readonly Databases _databases;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private int _isStale = 1;
    private long _readAt;
    private volatile IReadOnlyCollection<WalletAddress> _wallets = [];

    public FollowedWallets(Databases databases, IChangeFeed changes, TimeProvider clock)
    {
        (_databases, _clock) = (databases, clock);
        _subscription = changes.Subscribe(change =>
        {
            if (change.Kind == ChangeKind.Targets) Volatile.Write(ref _isStale, 1);
        });
    }

    public async Task<IReadOnlyCollection<WalletAddress>> ReadAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isStale, 0) == 0 && _clock.GetElapsedTime(Volatile.Read(ref _readAt)) < Fresh) return _wallets;
        try
        {
            await using var connection = await _databases.Watcher.OpenConnectionAsync(ct);
            _wallets = [.. (await connection.QueryAsync<string>(new("select wallet from followed_wallets()", cancellationToken: ct))).Select(WalletAddress.Parse)];
            Volatile.Write(ref _readAt, _clock.GetTimestamp());
            return _wallets;
        }
        catch
        {
            Volatile.Write(ref _isStale, 1);
            throw;
        }
    }

    public void Dispose() => _subscription.Dispose();
}
