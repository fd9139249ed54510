using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Wallets that probably traded, with the moment of the first word about it. A wake-up during a drain stays for the next one. Thread-safe.</summary>
internal sealed class WakeUps : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private Dictionary<WalletAddress, WakeUp> _woken = [];

    public void Add(WalletAddress wallet, string source, DateTimeOffset at)
    {
        lock (_gate)
        {
            _woken.TryAdd(wallet, new(source, at));
            if (_news.CurrentCount == 0) _news.Release();
        }
    }

    /// <summary>Waits for at least one and takes all.</summary>
    public async Task<IReadOnlyDictionary<WalletAddress, WakeUp>> TakeAsync(CancellationToken ct)
    {
        await _news.WaitAsync(ct);
        lock (_gate)
        {
            var taken = _woken;
            _woken = [];
            return taken;
        }
    }

    public void Dispose() => _news.Dispose();

    internal readonly record struct WakeUp(string Source, DateTimeOffset At);
}
