using System.Globalization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Puts wallets in order: first what is worth copying, then what is risky, then the rest; within each by the cautious end of the edge after costs with luck taken off. Pure.</summary>
public static class LeaderRanker
{
    /// <summary>Fewest closed positions for a verdict (R0.57).</summary>
    public const int FewestClosed = 15;

    private const int Peers = 20;
    private const int Handful = 10;
    private const int Draws = 400;
    private const double Likely = 0.9;
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;

    /// <summary>A standing for each wallet.</summary>
    /// <param name="all">The wallets.</param>
    /// <param name="markets">The index: for each day the mean return over the markets that candidates closed on it; without one there is no ratio over it.</param>
    public static IReadOnlyDictionary<string, LeaderStanding> Rank(IReadOnlyCollection<LeaderProfile> all, IReadOnlyCollection<ReturnDay>? markets = null)
    {
        // Sums of fractions depend on their order: the same wallets must come out the same.
        all = [.. all.OrderBy(profile => profile.Wallet.Value, StringComparer.Ordinal)];
        var known = all.Where(profile => profile.Net is { N: >= FewestClosed }).ToList();
        var fit = LuckShrinkage.Fit([.. known.Select(profile => profile.Net!)]);
        var byVolume = known.OrderBy(profile => profile.Volume.Amount).ToList();
        var index = known.Count > 0 ? known.Average(profile => profile.Net!.Mean) : 0;
        var days = (markets ?? []).ToDictionary(day => day.Day);
        var within = CategoryRanker.Rank(all);
        var judged = all.Select(profile =>
        {
            var isKnown = profile.Net is { N: >= FewestClosed };
            var shrunk = isKnown ? fit?.Shrink(profile.Net!) ?? profile.Net : null;
            var (verdict, reasons) = Judge(profile, shrunk);
            var peers = isKnown ? AbovePeers(profile, byVolume) : null;
            var standing = new LeaderStanding(0, all.Count, shrunk, peers, isKnown && known.Count > 2 ? Bootstrap.ProbabilityAbove(profile.NetPercentiles, index) : null, verdict, reasons);
            return (Profile: profile, Standing: standing with { OverIndex = IndexRatio.Of(profile.Returns, days), Within = within.GetValueOrDefault(profile.Wallet.Value, []) });
        }).ToList();
        var scores = RollingScore.Of(judged);
        var placed = judged.Select((one, i) => (one.Profile.Wallet.Value, Standing: one.Standing with { Scores = scores[i], Score = RollingScore.Sum(scores[i]) }));
        return placed.OrderBy(one => one.Standing.Verdict).ThenByDescending(one => one.Standing.Shrunk?.Low ?? double.MinValue).ThenBy(one => one.Value, StringComparer.Ordinal)
            .Select((one, i) => (one.Value, Standing: one.Standing with { Rank = i + 1 })).ToDictionary(one => one.Value, one => one.Standing);
    }

    /// <summary>The verdict on one wallet and its reasons, the weightiest first.</summary>
    public static (LeaderVerdict Verdict, IReadOnlyList<string> Reasons) Judge(LeaderProfile profile, Estimate? shrunk)
    {
        if (profile.WinRate.N < FewestClosed || shrunk is null || profile.ProbabilityOfEdge is not { } probability)
            return (LeaderVerdict.NotEnoughData, [$"{profile.WinRate.N} closed {(profile.WinRate.N == 1 ? "position" : "positions")} in 90 days; at least {FewestClosed} are needed to say anything."]);
        var traps = profile.Flags.Where(flag => flag.IsSevere).Select(flag => flag.Says).ToList();
        if (shrunk.High < 0) traps.Add($"Copying it loses {Percent(-shrunk.Mean)} a position after costs, and even the friendly end of the interval is below zero.");
        else if (profile.Gross is { Mean: > 0 } gross && shrunk.Mean < 0) traps.Add($"It makes {Percent(gross.Mean)} a position for itself, but a copier pays that and more for spread and fees.");
        if (traps.Count > 0) return (LeaderVerdict.Trap, traps);
        var doubts = new List<string>();
        if (probability < Likely) doubts.Add($"The chance that copying earns anything is {Percent(probability)}; we ask for {Percent(Likely)}.");
        if (shrunk.Low < 0) doubts.Add($"With luck taken off its edge is {Signed(shrunk.Mean)} a position, and it may be as low as {Signed(shrunk.Low)}.");
        if (profile.Drawdown.Part is > 0.4 and var fall) doubts.Add($"It fell {Percent(fall)} below its peak.");
        if (profile.Copyable.Value is < 0.5 and var copied) doubts.Add($"Only {Percent(copied)} of its trades can be copied: the others are too short or at the ends of the price range.");
        doubts.AddRange(profile.Flags.Where(flag => flag.Kind is LeaderFlagKind.Inactive or LeaderFlagKind.TwoSided or LeaderFlagKind.OneMarket or LeaderFlagKind.LockStep or LeaderFlagKind.Copies).Select(flag => flag.Says));
        // Being copied is no fault by itself: it is one when most of the room is gone, or when nobody knows how much there was.
        if (profile.Flags.FirstOrDefault(flag => flag.Kind == LeaderFlagKind.Crowded) is { } crowded && (profile.RoomLeft is not { } left || left.Amount * 2m < profile.CapacityADay?.Amount)) doubts.Add(crowded.Says);
        if (!profile.IsComplete) doubts.Add("There are more trades than were read: this is its newest part only.");
        if (doubts.Count > 0) return (LeaderVerdict.Risky, doubts);
        return (LeaderVerdict.CopyWorthy, [$"With luck taken off {Signed(shrunk.Mean)} a position is left after copying costs (n={profile.Net!.N.ToString("N0", C)}), spread over {profile.Markets.ToString("N0", C)} markets."]);
    }

    // How often a draw of its own mean beats the mean of a random handful of the wallets next to it by volume.
    private static double? AbovePeers(LeaderProfile profile, List<LeaderProfile> byVolume)
    {
        var at = byVolume.IndexOf(profile);
        var peers = byVolume.Skip(Math.Max(0, Math.Min(at - (Peers / 2), byVolume.Count - Peers - 1))).Take(Peers + 1).Where(peer => peer != profile).ToList();
        if (peers.Count < 3 || profile.NetPercentiles.Count == 0) return null;
        var draw = new SeededDraw(SeededDraw.SeedOf(profile.Wallet.Value) ^ 0x5EED);
        var above = Enumerable.Range(0, Draws).Count(_ => Bootstrap.Draw(profile.NetPercentiles, draw.Unit()) > Enumerable.Range(0, Handful).Average(_ => peers[draw.Next(peers.Count)].Net!.Mean));
        return (double)above / Draws;
    }

    private static string Percent(double part) => (part * 100).ToString("0.0", C) + "%";

    private static string Signed(double part) => (part < 0 ? "−" : "+") + Percent(Math.Abs(part));
}
