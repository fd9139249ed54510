using System.Globalization;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>The screening formula of R0.57: filters, and score = WR × √ROI × 100 / (DD% + 10), win rate and ROI as parts of one, drawdown in per cent.</summary>
/// <param name="Checks">Each filter.</param>
/// <param name="Score">Null when a part is not known or the ROI is below zero.</param>
public sealed record Screening(IReadOnlyList<ScreeningCheck> Checks, double? Score)
{
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;

    /// <summary>Whether every filter lets it pass.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Passes => Checks.All(check => check.Passes == true);

    /// <summary>The formula alone.</summary>
    public static double? ScoreOf(double? winRate, double? roi, double? drawdown) =>
        winRate is { } wins && roi is >= 0 and { } earned && drawdown is { } fall ? wins * Math.Sqrt(earned) * 100 / ((fall * 100) + 10) : null;

    internal static Screening Of(double tradesADay, TimeSpan? sinceLast, int resolved, double? winRate, double? roi, TimeSpan? medianHold, double? drawdown) => new(
        [
            new("at least 1 trade a day", tradesADay >= 1, tradesADay.ToString("0.0", C)),
            new("active within 5 days", sinceLast is { } last ? last <= TimeSpan.FromDays(5) : null, sinceLast is { } age ? $"{age.TotalDays.ToString("0.0", C)} d ago" : "no trade"),
            new("at least 15 decided", resolved >= 15, resolved.ToString(C)),
            new("win rate at least 52%", winRate is { } wins ? wins >= 0.52 : null, Percent(winRate)),
            new("ROI at least 10%", roi is { } earned ? earned >= 0.10 : null, Percent(roi)),
            new("median hold at most 9 h", medianHold is { } hold ? hold <= TimeSpan.FromHours(9) : null, medianHold is { } hours ? $"{hours.TotalHours.ToString("0.0", C)} h" : "not known"),
            new("drawdown at most 40%", drawdown is { } fall ? fall <= 0.40 : null, Percent(drawdown)),
        ],
        ScoreOf(winRate, roi, drawdown));

    private static string Percent(double? value) => value is { } known ? (known * 100).ToString("0.0", C) + "%" : "not known";
}
