using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Reads open gaps, a piece at a time, until they are closed or given up. What is found is stored like any fill; whether it is too old to copy is decided elsewhere.</summary>
internal sealed class GapReplay(GapLog gaps, HistoryReader history, FillStore store, IOptions<ObservationOptions> options, TimeProvider clock)
{
    public const string Source = "gap-replay";
    private const int MostAtOnce = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>Answers how many gaps were tried.</summary>
    public async Task<int> RoundAsync(CancellationToken ct)
    {
        var due = await gaps.DueAsync(MostAtOnce, ct);
        foreach (var gap in due) await TryAsync(gap, ct);
        return due.Count;
    }

    private async Task TryAsync(GapLog.OpenGap gap, CancellationToken ct)
    {
        try
        {
            var read = await history.ReadAsync(gap.Wallet, gap.FromAt, gap.ToAt, ct);
            var found = gap.Found + await StoreAsync(read.Fills, ct);
            // A read that got on without reaching the start has earned another; one that did not move has not.
            var (state, to) = read.IsComplete ? (GapState.Closed, gap.ToAt) : read.ReachedTo < gap.ToAt && read.ReachedTo > gap.FromAt ? (GapState.Open, read.ReachedTo) : (GapState.Open, gap.ToAt);
            await EndAsync(gap, state, to, found, read.IsComplete ? null : "There are more trades than one read brings.", ct);
        }
        catch (VenueUnavailableException e)
        {
            await EndAsync(gap, GapState.Open, gap.ToAt, gap.Found, e.Message, ct);
        }
    }

    private Task EndAsync(GapLog.OpenGap gap, GapState state, DateTimeOffset to, int found, string? reason, CancellationToken ct)
    {
        if (state == GapState.Closed) return gaps.TriedAsync(gap, state, to, found, null, null, ct);
        if (gap.Tries + 1 >= options.Value.GapTries) return gaps.TriedAsync(gap, GapState.GivenUp, to, found, null, $"Tried {gap.Tries + 1} times. {reason}", ct);
        var pause = FirstPause * Math.Pow(2, Math.Min(gap.Tries, 10));
        return gaps.TriedAsync(gap, state, to, found, clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), reason, ct);
    }

    private async Task<int> StoreAsync(IReadOnlyList<FillSighting> fills, CancellationToken ct)
    {
        var stored = 0;
        foreach (var some in fills.Chunk(200)) stored += await store.StoreAsync(some, Source, ct);
        return stored;
    }
}
