namespace CopyTrade.Web.Layout;

#pragma warning disable CA1001 // Holds nothing without a wait handle, and lives as long as the host

/// <summary>
/// One for the host: pages that read again by themselves take turns, so that however many are open, they leave the database to
/// trading. The more there are, the less often each reads. What a person asks for is read at once and does not come by here.
/// </summary>
public sealed class ReadingPace(int places, TimeProvider clock)
{
    /// <summary>A read that takes longer goes on without its place: pages that wait for the venue, or hang, do not stop the others.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _places = new(places, places);

    /// <summary>As many at once as leave half of the processors to the rest, one at least.</summary>
    public static ReadingPace OfThisMachine(TimeProvider clock) => new(Math.Max(1, Environment.ProcessorCount / 2), clock);

    /// <summary>Reads when it is this one's turn, and ends with that read, as it ends.</summary>
    public async Task ReadAsync(Func<Task> read, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        var reading = Task.CompletedTask;
        try
        {
            reading = read();
            await reading.WaitAsync(LongestTurn, clock, CancellationToken.None);
        }
        catch (TimeoutException) when (!reading.IsCompleted)
        {
            // Its turn is over, its reading is not.
        }
        finally
        {
            _places.Release();
        }

        await reading;
    }
}
