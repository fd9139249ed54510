using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>How many requests may still leave in this second. Thread-safe.</summary>
internal sealed class RequestBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Queue<long> _sent = new();
    private readonly string _name;
    private readonly int _perSecond;
    private readonly TimeProvider _clock;
    private long _heldBack;

    public RequestBudget(string name, int perSecond, TimeProvider clock, RequestBudgets? shown)
    {
        (_name, _perSecond, _clock) = (name, perSecond, clock);
        shown?.Add(() => [State()]);
    }

    /// <summary>Takes all of them or none.</summary>
    public bool TryTake(int requests)
    {
        lock (_gate)
        {
            Forget();
            if (_sent.Count + requests > _perSecond)
            {
                _heldBack++;
                return false;
            }

            for (var i = 0; i < requests; i++) _sent.Enqueue(_clock.GetTimestamp());
            return true;
        }
    }

    private RequestBudgetState State()
    {
        lock (_gate)
        {
            Forget();
            return new("watch", _name, _sent.Count, _perSecond, Window, _heldBack);
        }
    }

    private void Forget()
    {
        while (_sent.TryPeek(out var oldest) && _clock.GetElapsedTime(oldest) >= Window) _sent.Dequeue();
    }
}
