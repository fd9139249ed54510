using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Lets requests through as their budgets allow; when they queue, exits go first, then entries, then housekeeping.</summary>
internal sealed class RequestGate : IDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private readonly Lock _sync = new();
    private readonly SortedDictionary<(Urgency Urgency, long Number), Waiter> _waiting = [];
    private readonly Dictionary<WindowLimit, SlidingWindow> _windows = [];
    private readonly Dictionary<WindowLimit, long> _heldBack = [];
    private readonly Dictionary<(string Signer, bool Cancels), TokenBucket> _signers = [];
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly ITimer _timer;
    private long _number;

    public RequestGate(TimeProvider clock, RequestBudgets? budgets = null)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        budgets?.Add(States);
    }

    /// <summary>Waits for a turn. Cancelling gives the turn up.</summary>
    public async ValueTask EnterAsync(VenueEndpoint endpoint, string? signer, Urgency urgency, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Waiter waiter;
        (Urgency, long) key;
        lock (_sync)
        {
            waiter = new Waiter(LimitsOf(endpoint, signer));
            key = (urgency, ++_number);
            _waiting.Add(key, waiter);
            PumpLocked();
            if (!waiter.Done.Task.IsCompleted) NoteFull(endpoint);
        }

        if (waiter.Done.Task.IsCompleted) return;
        await using var registration = ct.Register(() => GiveUp(key, waiter, ct));
        await waiter.Done.Task;
    }

    public void Dispose() => _timer.Dispose();

    private List<RequestBudgetState> States()
    {
        lock (_sync)
        {
            var now = _clock.GetElapsedTime(_start);
            return [.. _windows.Select(window => new RequestBudgetState(
                "venue", window.Key.Name, window.Value.Used(now), window.Key.Permits, window.Key.Window, _heldBack.GetValueOrDefault(window.Key)))];
        }
    }

    // The one that is full, not the others that the request would have drawn on as well.
    private void NoteFull(VenueEndpoint endpoint)
    {
        var now = _clock.GetElapsedTime(_start);
        foreach (var limit in endpoint.Limits.Where(limit => _windows[limit].Wait(now) > TimeSpan.Zero)) _heldBack[limit] = _heldBack.GetValueOrDefault(limit) + 1;
    }

    private List<Limit> LimitsOf(VenueEndpoint endpoint, string? signer)
    {
        var limits = new List<Limit>(endpoint.Limits.Count + 1);
        foreach (var declared in endpoint.Limits)
        {
            if (!_windows.TryGetValue(declared, out var window)) _windows.Add(declared, window = new SlidingWindow(declared.Permits, declared.Window));
            limits.Add(window);
        }

        if (signer is not null && endpoint.Signer is { } rate)
        {
            var key = (signer, rate.Cancels);
            if (!_signers.TryGetValue(key, out var bucket)) _signers.Add(key, bucket = new TokenBucket(rate.PerSecond, rate.Burst));
            limits.Add(bucket);
        }

        return limits;
    }

    private void Pump()
    {
        lock (_sync) PumpLocked();
    }

    private void PumpLocked()
    {
        var now = _clock.GetElapsedTime(_start);
        TimeSpan? next = null;
        List<(Urgency, long)>? released = null;
        foreach (var (key, waiter) in _waiting)
        {
            var wait = waiter.Limits.Max(l => l.Wait(now));
            if (wait > TimeSpan.Zero)
            {
                if (next is null || wait < next) next = wait;
                continue;
            }

            foreach (var limit in waiter.Limits) limit.Take(now);
            (released ??= []).Add(key);
            waiter.Done.TrySetResult();
        }

        foreach (var key in released ?? []) _waiting.Remove(key);
        if (next is { } due) _timer.Change(due < ShortestWait ? ShortestWait : due, Timeout.InfiniteTimeSpan);
    }

    private void GiveUp((Urgency, long) key, Waiter waiter, CancellationToken ct)
    {
        lock (_sync) _waiting.Remove(key);
        waiter.Done.TrySetCanceled(ct);
    }

    private sealed record Waiter(IReadOnlyList<Limit> Limits)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
