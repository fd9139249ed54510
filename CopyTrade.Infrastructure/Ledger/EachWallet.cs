using System.Globalization;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Reads wallets one after the other: one that cannot be read keeps no other waiting, and the run fails after the last.</summary>
internal static class EachWallet
{
    /// <summary>Counts the wallets that were read, and what <paramref name="read"/> answers for each.</summary>
    /// <exception cref="VenueUnavailableException">The venue did not answer for some of them.</exception>
    /// <exception cref="InvalidOperationException">Some could not be read for another reason.</exception>
    public static async Task<JobReport> ReadAsync<TWallet>(IEnumerable<TWallet> wallets, Func<TWallet, Task<int>> read, Action<TWallet, Exception> notRead)
    {
        var (done, changed, failures) = (0, 0, new List<Exception>());
        foreach (var wallet in wallets)
        {
            try
            {
                changed += await read(wallet);
                done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                notRead(wallet, e);
                failures.Add(e);
            }
        }

        if (failures.Count == 0) return new(done, changed);
        var said = string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {done + failures.Count} wallets could not be read; the first: {failures[0].Message}");
        throw failures.TrueForAll(failure => failure is VenueUnavailableException) ? new VenueUnavailableException(said, failures[0]) : new InvalidOperationException(said, new AggregateException(failures));
    }
}
