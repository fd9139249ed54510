using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>A fall of net profit below its highest point so far.</summary>
/// <param name="Peak">Day of the highest point.</param>
/// <param name="Trough">Day of the lowest point after it.</param>
/// <param name="Recovered">Day on which the peak was reached again; null while it is not.</param>
/// <param name="Depth">Dollars lost from peak to trough, above zero.</param>
public sealed record Drawdown(DateOnly Peak, DateOnly Trough, DateOnly? Recovered, Usdc Depth)
{
    /// <summary>The deepest first.</summary>
    public static IReadOnlyList<Drawdown> Of(IReadOnlyList<ProfitDay> days, int most)
    {
        var found = new List<Drawdown>();
        if (days.Count == 0) return found;
        var (peak, trough) = (days[0], days[0]);
        foreach (var day in days.Skip(1))
        {
            if (day.Total.Net >= peak.Total.Net)
            {
                if (trough.Total.Net < peak.Total.Net) found.Add(new(peak.Day, trough.Day, day.Day, peak.Total.Net - trough.Total.Net));
                (peak, trough) = (day, day);
            }
            else if (day.Total.Net < trough.Total.Net)
            {
                trough = day;
            }
        }

        if (trough.Total.Net < peak.Total.Net) found.Add(new(peak.Day, trough.Day, null, peak.Total.Net - trough.Total.Net));
        return [.. found.OrderByDescending(fall => fall.Depth).Take(most)];
    }
}
