using System.Globalization;
using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>A hundred fills at once for one account, 50 ms service time at the venue.</summary>
public static class Burst
{
    private const double Bar = 40;

    public static async Task MeasureAsync(Report report, int fills)
    {
        await using var rig = await Rig.PrepareAsync();
        await rig.StartAsync();
        await rig.WaitUntilReadyAsync();
        foreach (var number in Enumerable.Range(1, fills)) await rig.FollowAsync(Rig.Wallet(number), new { kind = "min_bet" });
        await rig.Venue.ServiceTimeAsync(50);
        var tokens = (await rig.Venue.TokensAsync()).Where(token => token.BestAsk is > 0.05m and < 0.9m).ToArray();
        await Task.WhenAll(Enumerable.Range(1, fills).Select(number =>
        {
            var token = tokens[number % tokens.Length];
            return rig.Venue.TradeAsync(Rig.Wallet(number), token.TokenId, "BUY", 10m, Math.Min(token.BestAsk!.Value + (2 * token.Tick), 0.95m));
        }));
        await Rig.UntilAsync(TimeSpan.FromSeconds(30), async () => (await rig.Venue.OrdersAsync()).Count >= fills);
        var times = (await rig.Venue.OrdersAsync()).Select(order => order.ReceivedAt).Order().ToArray();
        var seconds = (double)(times[^1] - times[0]) / 1000;
        var rate = (times.Length - 1) / seconds;
        report.Add($"burst of {fills} fills, 50 ms, one account", string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} orders/s (first to last {seconds:0.00} s)"), "> 40 orders/s", rate > Bar);
    }
}
