using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>Reads the records of candidates (R0.57), those never read first. A wallet that cannot be read waits longer each time and holds up nobody; a run that is cut short goes on where it stopped.</summary>
internal sealed partial class LeaderHistoriesJob(LeaderCandidates candidates, LeaderStore store, LeaderReader reader, IOptions<LeaderOptions> options, TimeProvider clock, ILogger<LeaderHistoriesJob> logger)
{
    private const int AtOnce = 4;
    private const int Batch = 50;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    public async Task<JobReport> RunAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await candidates.FindAsync(ct);
        var (seen, done) = (0, 0);
        while (clock.GetElapsedTime(began) < TimeSpan.FromMinutes(options.Value.RunMinutes) && await store.DueAsync(clock.GetUtcNow(), Batch, ct) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (candidate, stop) =>
            {
                Interlocked.Increment(ref seen);
                if (await TryAsync(candidate, stop)) Interlocked.Increment(ref done);
            });
        }

        return new(seen, done);
    }

    private async Task<bool> TryAsync(LeaderCandidate candidate, CancellationToken ct)
    {
        try
        {
            await reader.ReadAsync(candidate, ct);
            return true;
        }
        catch (VenueUnavailableException e)
        {
            Log.NotRead(logger, candidate.Wallet.Value, e.Message);
            var pause = FirstPause * Math.Pow(2, Math.Min(candidate.Tries, 10));
            await store.FailAsync(candidate.Wallet, e.Message, clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause), ct);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 9601, Level = LogLevel.Warning, Message = "The record of {Wallet} was not to be had ({Problem}): it is tried again later.")]
        public static partial void NotRead(ILogger logger, string wallet, string problem);
    }
}
