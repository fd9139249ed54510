using System.Collections.Concurrent;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Tests.Fixtures;

/// <summary>Notes the points that were reached, and looks around at each when a test asks for it.</summary>
public sealed class CountedCrashPoints : ICrashPoints
{
    public ConcurrentQueue<CrashPoint> Reached { get; } = new();

    public Action<CrashPoint> OnReach { get; set; } = _ => { };

    public void Reach(CrashPoint point)
    {
        Reached.Enqueue(point);
        OnReach(point);
    }
}
