using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>
/// Which order is placed next: exits before entries, tenants in turn, a limited number of each tenant at once. Only a
/// hurry list: the ledger is the truth, and what does not fit here or is lost with the process is found there by
/// the sweep. Thread-safe.
/// </summary>
public sealed class OrderQueue(IOptions<TradingOptions> options) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TenantId, Lane> _lanes = [];
    private readonly Queue<Lane>[] _turns = [new(), new()];
    private readonly SemaphoreSlim _news = new(0);
    private int _waiting;
    private TaskCompletionSource? _calm;
    private long? _heldSince;

    /// <summary>Orders waiting, in flight ones not counted.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Call after the commit that wrote the order. False when it waits or is in flight already, or when the queue is full.</summary>
    public bool Enqueue(TenantRef tenant, OrderId order, Urgency urgency)
    {
        lock (_gate)
        {
            if (_waiting >= options.Value.QueueCapacity) return false;
            if (!_lanes.TryGetValue(tenant.Tenant, out var lane)) _lanes[tenant.Tenant] = lane = new Lane();
            if (!lane.Known.Add(order)) return false;
            var turn = TurnOf(urgency);
            lane.Waiting[turn].Enqueue(new(tenant, order, urgency, Correlation.Current));
            if (lane.Waiting[turn].Count == 1) _turns[turn].Enqueue(lane);
            _waiting++;
            _calm ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _news.Release();
        return true;
    }

    /// <summary>
    /// For work that orders go before: waits until none waits, however many come, but <paramref name="longest"/> at most for
    /// everybody together. A queue that does not empty (the venue's limits, a closed door) holds nobody up for longer.
    /// </summary>
    public async Task CalmAsync(TimeSpan longest, TimeProvider clock, CancellationToken ct)
    {
        Task calm;
        TimeSpan left;
        lock (_gate)
        {
            if (_calm is null) return;
            _heldSince ??= clock.GetTimestamp();
            (calm, left) = (_calm.Task, longest - clock.GetElapsedTime(_heldSince.Value));
        }

        if (left > TimeSpan.Zero) await calm.WaitAsync(left, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>Waits for the next order to place. Every order taken must be given to <see cref="Done"/>.</summary>
    public async Task<QueuedOrder> TakeAsync(CancellationToken ct)
    {
        while (true)
        {
            await _news.WaitAsync(ct);
            if (TryTake() is { } order) return order;
        }
    }

    /// <summary>Frees the order's place.</summary>
    public void Done(QueuedOrder order)
    {
        lock (_gate)
        {
            var lane = _lanes[order.Tenant.Tenant];
            lane.InFlight--;
            lane.Known.Remove(order.Order);
            if (lane.Known.Count == 0) _lanes.Remove(order.Tenant.Tenant);
            if (_waiting == 0) return;
        }

        _news.Release();
    }

    public void Dispose() => _news.Dispose();

    private static int TurnOf(Urgency urgency) => urgency == Urgency.Exit ? 0 : 1;

    private void Calm()
    {
        _calm?.SetResult();
        (_calm, _heldSince) = (null, null);
    }

    private QueuedOrder? TryTake()
    {
        lock (_gate)
        {
            foreach (var turn in (ReadOnlySpan<int>)[0, 1])
            {
                for (var left = _turns[turn].Count; left > 0; left--)
                {
                    var lane = _turns[turn].Dequeue();
                    if (lane.InFlight >= options.Value.OrdersInFlightPerTenant)
                    {
                        _turns[turn].Enqueue(lane);
                        continue;
                    }

                    var order = lane.Waiting[turn].Dequeue();
                    if (lane.Waiting[turn].Count > 0) _turns[turn].Enqueue(lane);
                    lane.InFlight++;
                    _waiting--;
                    if (_waiting == 0) Calm();
                    return order;
                }
            }

            return null;
        }
    }

    private sealed class Lane
    {
        public Queue<QueuedOrder>[] Waiting { get; } = [new(), new()];

        public HashSet<OrderId> Known { get; } = [];

        public int InFlight { get; set; }
    }
}
