namespace CopyTrade.Web.Layout;

#pragma warning disable CA1001 // Holds nothing without a wait handle; disposed, it would leave those who wait without an answer

/// <summary>One for each circuit: whatever on a page wants to be drawn again by itself, the browser gets at most four drawings a second. What a click changes is drawn at once and does not come by here.</summary>
public sealed class DrawingPace(TimeProvider clock)
{
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(250);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private DateTimeOffset? _last;

    /// <summary>Draws when it is this one's turn.</summary>
    public async Task DrawAsync(Func<Task> draw, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var (now, next) = (clock.GetUtcNow(), _last + Gap);
            _last = next > now ? next : now;
            if (next - now is { Ticks: > 0 } rest) await Task.Delay(rest, clock, ct);
            await draw();
        }
        finally
        {
            _turn.Release();
        }
    }
}
