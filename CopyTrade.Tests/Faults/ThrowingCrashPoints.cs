using System.Collections.Concurrent;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Faults;

/// <summary>Throws at each point of an order's way, the first so many times.</summary>
internal sealed class ThrowingCrashPoints(int times) : ICrashPoints
{
    private readonly ConcurrentDictionary<CrashPoint, int> _passed = new();
    private int _thrown;

    public int Thrown => _thrown;

    public void Reach(CrashPoint point)
    {
        if (_passed.AddOrUpdate(point, 1, (_, count) => count + 1) > times) return;
        Interlocked.Increment(ref _thrown);
        throw new InvalidOperationException($"planted at {point}");
    }
}
