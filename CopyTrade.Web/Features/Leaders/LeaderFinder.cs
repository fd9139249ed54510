using System.Text.RegularExpressions;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Research.Leaders;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>From what a person pasted (address, @name, profile link) to a wallet that is read and ranked soon.</summary>
public sealed partial class LeaderFinder(ILeaderRecord record, ILeaderChanges changes, IJobsBoard jobs)
{
    /// <summary>The wallet, or one sentence on what to do.</summary>
    public async Task<(WalletAddress? Wallet, string? Problem)> FindAsync(string? text, string by, CancellationToken ct)
    {
        if (!WalletText.TryFind(text, out var wallet))
        {
            if (Name().Match(text ?? "") is not { Success: true } named) return (null, "That names no wallet: paste an address (0x and 40 digits), an @name, or a link to a profile.");
            try
            {
                wallet = (await record.FindNameAsync(named.Groups["name"].Value, ct))?.Wallet;
            }
            catch (VenueUnavailableException)
            {
                return (null, "The venue did not answer, so the name could not be looked up. Try again, or paste the address.");
            }

            if (wallet is null) return (null, $"The venue's leaderboard knows nobody called {named.Groups["name"].Value}. Paste the address instead.");
        }

        if (!await changes.AskAsync(wallet, ct)) return (null, "So many wallets are read already that no more are taken. Ask whoever runs this installation (Leaders:MostCandidates).");
        await jobs.RunNowAsync(LeaderJobs.Histories, by, ct);
        return (wallet, null);
    }

    // "@name", ".../@name" or ".../profile/name", with or without what follows in a link.
    [GeneratedRegex(@"^\s*(?:https?://)?(?:[\w.-]+/)?(?:@|profile/@?)(?<name>[\w .&-]{1,64}?)\s*(?:[?/#].*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Name();
}
