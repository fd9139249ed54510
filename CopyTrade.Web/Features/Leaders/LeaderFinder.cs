using System.Text.RegularExpressions;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Research.Leaders;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>From what a person pasted (address, @name, profile link) to a wallet that is read and ranked soon.</summary>
public sealed partial class LeaderFinder(ILeaderRecord record, ILeaderChanges changes, IJobsBoard jobs, TimeProvider? clock = null)
{
    /// <summary>Wallets that one person may ask for in a day: there is room for so many, and it is everybody's.</summary>
    internal const int MostADay = 100;

    private readonly Dictionary<string, HashSet<WalletAddress>> _asked = new(StringComparer.Ordinal);
    private DateOnly _day;

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

        if (!MayAsk(by, wallet)) return (null, $"You asked for {MostADay} wallets today, and more are not taken: go on tomorrow, or choose among those that are ranked.");
        if (!await changes.AskAsync(wallet, ct)) return (null, "So many wallets are read already that no more are taken. Ask whoever runs this installation (Leaders:MostCandidates).");
        await jobs.RunNowAsync(LeaderJobs.Histories, by, ct);
        return (wallet, null);
    }

    // By this host, anew each day (UTC); the same wallet again costs nothing.
    private bool MayAsk(string by, WalletAddress wallet)
    {
        var today = DateOnly.FromDateTime((clock ?? TimeProvider.System).GetUtcNow().UtcDateTime);
        lock (_asked)
        {
            if (today != _day)
            {
                _asked.Clear();
                _day = today;
            }

            if (!_asked.TryGetValue(by, out var wallets)) _asked[by] = wallets = [];
            return wallets.Contains(wallet) || (wallets.Count < MostADay && wallets.Add(wallet));
        }
    }

    // "@name", ".../@name" or ".../profile/name", with or without what follows in a link.
    [GeneratedRegex(@"^\s*(?:https?://)?(?:[\w.-]+/)?(?:@|profile/@?)(?<name>[\w .&-]{1,64}?)\s*(?:[?/#].*)?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Name();
}
