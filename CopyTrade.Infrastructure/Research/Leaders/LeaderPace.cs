using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Spreads the ranking's requests evenly over time. Thread-safe.</summary>
internal sealed class LeaderPace(IOptions<LeaderOptions> options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _next;
    private long _taken;

    /// <summary>Requests since the start.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Waits for the next turn.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var turn = _next > now ? _next : now;
            _next = turn + TimeSpan.FromSeconds(1.0 / options.Value.RequestsPerSecond);
            wait = turn - now;
        }

        Interlocked.Increment(ref _taken);
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, ct);
    }
}
