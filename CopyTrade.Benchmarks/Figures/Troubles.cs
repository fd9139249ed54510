using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>A venue that refuses everything for three seconds, and a trade record whose rows come late.</summary>
public static class Troubles
{
    private const int LateFills = 40;
    private const int LatestMs = 40_000;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync(Report report)
    {
        await using var rig = await Rig.PrepareAsync();
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        foreach (var number in Enumerable.Range(1, LateFills)) await rig.FollowAsync(Rig.Wallet(number), new { kind = "min_bet" });
        await CopiedAsync(rig, 1);
        await RecoverAsync(report, rig, 500);
        await RecoverAsync(report, rig, 429);
        await LateAsync(report, rig);
    }

    /// <summary>Everything is refused. One trade is made half-way, one when it is over; the last order of the two says when copying works again.</summary>
    private static async Task RecoverAsync(Report report, Rig rig, int status)
    {
        await rig.Venue.FaultsAsync(new { status429 = new { scope = "/", status, retryAfterSeconds = 1, forSeconds = Outage.TotalSeconds } });
        var start = TimeProvider.System.GetTimestamp();
        await Task.Delay(Outage / 2, TimeProvider.System, CancellationToken.None);
        var before = await AcceptedAsync(rig);
        await TradeAsync(rig, 2, 0, silent: false);
        await Task.Delay(Outage - TimeProvider.System.GetElapsedTime(start), TimeProvider.System, CancellationToken.None);
        var over = TimeProvider.System.GetTimestamp();
        await TradeAsync(rig, 3, 1, silent: false);
        var isCopied = await WithinAsync(Patience, async () => await AcceptedAsync(rig) >= before + 2);
        var seconds = TimeProvider.System.GetElapsedTime(over).TotalSeconds;
        report.Add($"recovery after 3 s of {status}", isCopied ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s") : "not within 30 s", "< 5 s", isCopied && seconds < 5);
        await rig.Venue.ResetFaultsAsync();
        await Task.Delay(Outage, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>The streams say nothing, and each row is in the record up to forty seconds after the trade.</summary>
    private static async Task LateAsync(Report report, Rig rig)
    {
        var random = new Random(11);
        var before = await AcceptedAsync(rig);
        for (var number = 1; number <= LateFills; number++)
        {
            await TradeAsync(rig, number, number, silent: true, random.Next(LatestMs));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        await WithinAsync(TimeSpan.FromMilliseconds(LatestMs) + TimeSpan.FromSeconds(15), async () => await AcceptedAsync(rig) >= before + LateFills);
        var copied = await AcceptedAsync(rig) - before;
        report.Add("lost fills, rows up to 40 s late", $"{LateFills - copied} of {LateFills}", "0", copied == LateFills);
    }

    private static async Task CopiedAsync(Rig rig, int wallet)
    {
        for (var i = 0; i < 10; i++)
        {
            var before = await AcceptedAsync(rig);
            await TradeAsync(rig, wallet, i, silent: false);
            await WithinAsync(Patience, async () => await AcceptedAsync(rig) > before);
        }
    }

    private static async Task<int> AcceptedAsync(Rig rig) => (await rig.Venue.OrdersAsync()).Count(order => order.Accepted);

    private static async Task TradeAsync(Rig rig, int wallet, int number, bool silent, int lateMs = 0)
    {
        var tokens = (await rig.Venue.TokensAsync()).Where(token => token.BestAsk is > 0.05m and < 0.9m).DistinctBy(token => token.ConditionId).ToArray();
        var token = tokens[number % tokens.Length];
        await rig.Venue.TradeAsync(Rig.Wallet(wallet), token.TokenId, "BUY", 10m, Math.Min(token.BestAsk!.Value + (4 * token.Tick), 0.95m), lateMs, silent);
    }

    private static async Task<bool> WithinAsync(TimeSpan limit, Func<Task<bool>> condition)
    {
        try
        {
            await Rig.UntilAsync(limit, condition);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
