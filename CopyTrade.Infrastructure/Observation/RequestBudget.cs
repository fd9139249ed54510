namespace CopyTrade.Infrastructure.Observation;

/// <summary>How many requests may still leave in this second. Thread-safe.</summary>
internal sealed class RequestBudget(int perSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _sent = new();

    /// <summary>Takes all of them or none.</summary>
    public bool TryTake(int requests)
    {
        lock (_gate)
        {
            while (_sent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1)) _sent.Dequeue();
            if (_sent.Count + requests > perSecond) return false;
            for (var i = 0; i < requests; i++) _sent.Enqueue(clock.GetTimestamp());
            return true;
        }
    }
}
