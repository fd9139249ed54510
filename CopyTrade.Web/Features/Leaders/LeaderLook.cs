using System.Globalization;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>Statistics in words: each rate with its sample, each estimate with its interval; unknown is a dash.</summary>
public static class LeaderLook
{
    public static string Percent(double? part, int places = 1, bool signed = false) => Format.Percent((decimal?)part, places, signed);

    /// <summary>The interval of 95 of 100: <c>−0.4% to +2.1%</c>.</summary>
    public static string Interval(Estimate? estimate) => estimate is null ? "too few to say" : $"{Percent(estimate.Low, 1, true)} to {Percent(estimate.High, 1, true)}";

    public static string Interval(Rate rate) => rate.N == 0 ? "none yet" : $"{Percent(rate.Low, 0)}–{Percent(rate.High, 0)}, n={Format.Count(rate.N)}";

    public static string Number(double? value) => value is { } known ? (Math.Round(known, 1) + 0.0).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '\u2212') : Format.None;

    public static string Hold(TimeSpan? hold) => hold is { } known ? Format.Age(known) : Format.None;

    public static string Tone(double? value) => value is null ? "is-none" : value > 0 ? "is-gain" : value < 0 ? "is-loss" : "";

    public static (string Word, string Tone, string Icon) Of(LeaderVerdict verdict) => verdict switch
    {
        LeaderVerdict.CopyWorthy => ("copy-worthy", "gain", "check"),
        LeaderVerdict.Risky => ("risky", "warn", "warn"),
        LeaderVerdict.Trap => ("trap", "loss", "cross"),
        _ => ("too little known", "neutral", "question"),
    };

    public static string Headline(LeaderVerdict verdict) => verdict switch
    {
        LeaderVerdict.CopyWorthy => "Worth copying at small size",
        LeaderVerdict.Risky => "Risky to copy",
        LeaderVerdict.Trap => "Looks better than it is",
        _ => "Too little is known",
    };

    public static string Of(LeaderTieKind kind) => kind switch
    {
        LeaderTieKind.LockStep => "moves with it",
        LeaderTieKind.Follows => "copies it",
        _ => "is copied by it",
    };

    public static string Name(LeaderRow row) => row.Name ?? Format.ShortAddress(row.Wallet.Value);

    public static string Of(LeaderFlagKind kind) => kind switch
    {
        LeaderFlagKind.Wash => "Wash trades",
        LeaderFlagKind.RoundTrip => "Round trips",
        LeaderFlagKind.TwoSided => "Both sides at once",
        LeaderFlagKind.RebateFarming => "Lives on rebates",
        LeaderFlagKind.OneMarket => "One market carries it",
        LeaderFlagKind.SizeChanged => "Size has changed",
        LeaderFlagKind.StyleChanged => "Style has changed",
        LeaderFlagKind.LockStep => "Moves with others",
        LeaderFlagKind.Copies => "Copies somebody",
        LeaderFlagKind.Crowded => "Crowded",
        _ => "Not active",
    };
}
