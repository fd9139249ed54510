using System.Collections.Concurrent;

namespace CopyTrade.E2E.Fixtures;

/// <summary>When this machine stood still. It looks 20 times a second; a look that comes two seconds late is one.</summary>
internal static class Standstills
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    // What a connection lost meanwhile is noticed by limits of up to half a minute.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(30);

    private static readonly ConcurrentQueue<(long Began, long Ended)> Seen = new();

    private static readonly Lazy<Thread> Watching = new(() =>
    {
        var thread = new Thread(Watch) { IsBackground = true };
        thread.Start();
        return thread;
    });

    /// <summary>Looks from now on.</summary>
    public static void Begin() => _ = Watching.Value;

    /// <summary>Whether the machine stood still then, or shortly before.</summary>
    /// <param name="timestamp">Of <see cref="TimeProvider.System"/>.</param>
    public static bool Explain(long timestamp) => Seen.Any(one => timestamp >= one.Began && TimeProvider.System.GetElapsedTime(one.Ended, timestamp) < Aftermath);

    private static void Watch()
    {
        using var never = new ManualResetEventSlim();
        for (var last = TimeProvider.System.GetTimestamp(); !never.Wait(Look);)
        {
            var now = TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(last, now) > Late) Seen.Enqueue((last, now));
            last = now;
        }
    }
}
