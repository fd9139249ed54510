using System.Collections.Immutable;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>
/// Wallets that probably traded, with the moment of the first word about it. A wake-up during a drain stays for the
/// next one; one whose trade the record did not show yet comes back after a while. Thread-safe.
/// </summary>
internal sealed class WakeUps(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly FillSignal _news = new();
    private readonly List<(TimeSpan Due, WalletAddress Wallet, WakeUp WakeUp)> _later = [];
    private readonly long _start = clock.GetTimestamp();
    private Dictionary<WalletAddress, WakeUp> _woken = [];

    // Since the start, by a clock that nobody sets.
    private TimeSpan Now => clock.GetElapsedTime(_start);

    public void Add(WalletAddress wallet, WakeUp wakeUp)
    {
        lock (_gate) Join(wallet, wakeUp with { Since = Now });
        _news.Set();
    }

    /// <summary>Again soon, unless the record had its time: from then on the regular drain is enough.</summary>
    public void AddAgain(WalletAddress wallet, WakeUp wakeUp)
    {
        var now = Now;
        if (now - wakeUp.Since >= Patience) return;
        var wait = FirstWait * (1 << Math.Min(wakeUp.Tries, 10));
        lock (_gate) _later.Add((now + (wait < LongestWait ? wait : LongestWait), wallet, wakeUp with { Tries = wakeUp.Tries + 1 }));
        _news.Set();
    }

    /// <summary>Waits for at least one and takes all.</summary>
    public async Task<IReadOnlyDictionary<WalletAddress, WakeUp>> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_gate)
            {
                var now = Now;
                foreach (var (_, wallet, wakeUp) in _later.Where(later => later.Due <= now)) Join(wallet, wakeUp);
                _later.RemoveAll(later => later.Due <= now);
                if (_woken.Count > 0)
                {
                    var taken = _woken;
                    _woken = [];
                    return taken;
                }

                wait = _later.Count == 0 ? LongSleep : _later.Min(later => later.Due) - now;
            }

            await _news.WaitAsync(wait, clock, ct);
        }
    }

    public void Dispose() => _news.Dispose();

    private void Join(WalletAddress wallet, WakeUp wakeUp) => _woken[wallet] = _woken.TryGetValue(wallet, out var known)
        ? known with { At = known.At > wakeUp.At ? known.At : wakeUp.At, Since = known.Since > wakeUp.Since ? known.Since : wakeUp.Since, Awaited = known.Awaited.Union(wakeUp.Awaited), Tries = Math.Min(known.Tries, wakeUp.Tries) }
        : wakeUp;

    /// <param name="Source">Which stream said so.</param>
    /// <param name="At">When.</param>
    internal sealed record WakeUp(string Source, DateTimeOffset At)
    {
        /// <summary>Transactions that the record should show.</summary>
        public ImmutableHashSet<TransactionHash> Awaited { get; init; } = [];

        /// <summary>When it came in here, since the start of these wake-ups.</summary>
        public TimeSpan Since { get; init; }

        /// <summary>How often the record was read for it in vain.</summary>
        public int Tries { get; init; }
    }
}
