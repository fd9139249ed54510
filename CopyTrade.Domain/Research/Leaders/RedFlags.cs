using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Finds what is odd about a wallet (R0.57: wash, round trip, two-sided, rebate farming), with dates.</summary>
public static class RedFlags
{
    private const decimal SamePrice = 0.005m;
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;

    /// <summary>From trades, oldest first.</summary>
    public static IEnumerable<LeaderFlag> Of(LeaderProfile profile, IReadOnlyList<LeaderFill> fills, StyleDrift drift)
    {
        var pairs = Pairs(fills);
        var wash = pairs.Where(pair => pair.Sell.At - pair.Buy.At <= TimeSpan.FromMinutes(1) && Math.Abs(pair.Sell.Price.Value - pair.Buy.Price.Value) <= SamePrice).ToList();
        if (wash.Count >= 3) yield return Flag(LeaderFlagKind.Wash, wash.Count >= 10 || wash.Count * 10 >= fills.Count, wash, $"{wash.Count} times it bought and sold the same at the same price within a minute: volume without a view.");
        var trips = pairs.Where(pair => pair.Sell.At - pair.Buy.At <= TimeSpan.FromMinutes(10) && !wash.Contains(pair) && Math.Abs(pair.Sell.Price.Value - pair.Buy.Price.Value) <= 2 * SamePrice).ToList();
        if (trips.Count >= 5) yield return Flag(LeaderFlagKind.RoundTrip, trips.Count * 5 >= fills.Count, trips, $"{trips.Count} round trips within ten minutes that moved a cent or less: a copy only pays their costs.");
        foreach (var flag in BothSides(profile, fills)) yield return flag;
        if (profile is { BestPart: > 0.5, WithoutBest: { } without } && profile.WinRate.N >= 5)
            yield return new(LeaderFlagKind.OneMarket, without < Usdc.Zero && profile.Window(90)?.Pnl > Usdc.Zero, profile.Since, profile.AsOf, 1, $"{Percent(profile.BestPart.Value)} of all gains come from one market; without it 90 days made {Dollars(without.Amount)}.");
        if (drift is { SizeBefore: > 0m and var before, SizeNow: { } now } && (now < before / 2m || now > before * 2m))
            yield return new(LeaderFlagKind.SizeChanged, false, drift.From, profile.AsOf, drift.Trades, $"Middle trade {Dollars(before)} → {Dollars(now)} in the last 14 days{(now < before ? ": more fall under the minimum." : ".")}");
        if (drift.Distance is > 0.4 and var distance) yield return new(LeaderFlagKind.StyleChanged, false, drift.From, profile.AsOf, drift.Trades, $"{Percent(distance)} of its trades moved to other categories in the last 14 days.");
        foreach (var flag in Ties(profile)) yield return flag;
        if (profile.LastTradeAt is { } last && profile.AsOf - last > TimeSpan.FromDays(5))
            yield return new(LeaderFlagKind.Inactive, false, last, profile.AsOf, 0, $"No trade for {(int)(profile.AsOf - last).TotalDays} days.");
    }

    private static IEnumerable<LeaderFlag> Ties(LeaderProfile profile)
    {
        var together = profile.Ties.Where(tie => tie.Kind == LeaderTieKind.LockStep).ToList();
        if (together.Count > 0)
            yield return new(LeaderFlagKind.LockStep, false, together.Min(tie => tie.From), together.Max(tie => tie.To), together.Sum(tie => tie.Shared), $"It trades the same within a minute as {Wallets(together)}, neither going first ({Evidence(together[0])}): one hand may hold them all, and what one loses another may win.");
        var leads = profile.Ties.Where(tie => tie.Kind == LeaderTieKind.Leads).ToList();
        if (leads.Count > 0)
            yield return new(LeaderFlagKind.Copies, false, leads.Min(tie => tie.From), leads.Max(tie => tie.To), leads.Sum(tie => tie.Shared), $"It comes within a minute after {Wallets(leads)} ({Evidence(leads[0])}): a copy of it is a copy of a copy. Look at that wallet instead.");
        if (profile.Echo is { Shown.Amount: > 0m } echo)
            yield return new(LeaderFlagKind.Crowded, false, profile.Since, profile.AsOf, echo.N, $"Strangers buy {Dollars(echo.After.Amount)} in the minute after its entries and {Dollars(echo.Before.Amount)} in the minute before (n={echo.N}): at least {Dollars((decimal)echo.Excess!.Low)} more, in 95 of 100 cases{Left(profile)}");
        if (profile is not { Crowding: { Followers: > 0 } crowd }) yield break;
        var followers = profile.Ties.Where(tie => tie.Kind == LeaderTieKind.Follows).ToList();
        yield return new(LeaderFlagKind.Crowded, false, followers.Min(tie => tie.From), followers.Max(tie => tie.To), followers.Sum(tie => tie.Shared),
            $"{crowd.Followers} of {crowd.Read.ToString("N0", C)} other wallets that are read copy it and put {Dollars(crowd.PerEntry.Amount)} behind an entry within a minute (n={crowd.Entries.ToString("N0", C)} entries){Left(profile)}");
    }

    private static string Left(LeaderProfile profile) => profile is { RoomLeft: { } left, CapacityADay: { } room } ? $": of {Dollars(room.Amount)} of room a day {Dollars(left.Amount)} are left." : ".";

    private static string Wallets(List<LeaderTie> ties) => Short(ties[0].Other.Value) + (ties.Count == 1 ? "" : $" and {ties.Count - 1} more");

    private static string Short(string address) => $"{address[..6]}…{address[^4..]}";

    private static string Evidence(LeaderTie tie) => $"{tie.Shared} of {tie.Of} entries, where an hour's shift of the clock leaves {tie.Shifted}";

    private static IEnumerable<LeaderFlag> BothSides(LeaderProfile profile, IReadOnlyList<LeaderFill> fills)
    {
        var markets = fills.Where(fill => fill.Side == OrderSide.Buy).GroupBy(fill => fill.Condition).ToList();
        var both = markets.Where(market => market.Select(fill => fill.Token).Distinct().Count() > 1).ToList();
        if (both.Count < 5 || both.Count * 10 < markets.Count * 3) yield break;
        var (from, to) = (both.Min(market => market.Min(fill => fill.At)), both.Max(market => market.Max(fill => fill.At)));
        yield return new(LeaderFlagKind.TwoSided, false, from, to, both.Count, $"It bought both outcomes in {both.Count} of {markets.Count} markets: one leg alone is not its trade.");
        var thin = profile.Volume.Amount > 0m && Math.Abs((profile.Window(90)?.Pnl.Amount ?? 0m) / profile.Volume.Amount) < 0.02m;
        if (thin && profile.Taker is { N: >= 20, Value: < 0.3 })
            yield return new(LeaderFlagKind.RebateFarming, true, from, to, both.Count, $"{Percent(1 - profile.Taker.Value!.Value)} of its trades rested on both sides and the result is under 2% of its volume: it lives on rebates, which a copy does not get.");
    }

    // Each sale with the purchase of the same token before it, when the sizes agree within five per cent; a purchase counts once.
    private static List<(LeaderFill Buy, LeaderFill Sell)> Pairs(IReadOnlyList<LeaderFill> fills)
    {
        var (pairs, open) = (new List<(LeaderFill, LeaderFill)>(), new Dictionary<TokenId, LeaderFill>());
        foreach (var fill in fills)
        {
            if (fill.Side == OrderSide.Buy) open[fill.Token] = fill;
            else if (open.Remove(fill.Token, out var buy) && Math.Abs(fill.Shares.Quantity - buy.Shares.Quantity) <= buy.Shares.Quantity * 0.05m) pairs.Add((buy, fill));
        }

        return pairs;
    }

    private static LeaderFlag Flag(LeaderFlagKind kind, bool severe, List<(LeaderFill Buy, LeaderFill Sell)> pairs, string says) => new(kind, severe, pairs[0].Buy.At, pairs[^1].Sell.At, pairs.Count, says);

    private static string Percent(double part) => (part * 100).ToString("0", C) + "%";

    private static string Dollars(decimal amount) => (amount < 0m ? "−$" : "$") + Math.Abs(amount).ToString(Math.Abs(amount) >= 100m ? "N0" : "N2", C);
}
