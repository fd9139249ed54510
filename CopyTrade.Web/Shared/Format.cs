using System.Globalization;

namespace CopyTrade.Web.Shared;

/// <summary>Every number a person reads goes through here. Null is "—", never zero; minus is U+2212.</summary>
public static class Format
{
    public const string None = "—";
    private const char Minus = '\u2212';

    // Invisible: no line ends between a sign and its amount, which a browser would otherwise take for a good place.
    private const string Joiner = "\u2060";
    private const string Under = "<\u00A0";
    private static readonly CultureInfo C = CultureInfo.InvariantCulture;

    /// <summary>1234.5 → $1,234.50. A gain or loss shows its sign; zero has none. Whole dollars from 100,000 up;
    /// under half a cent it is neither nothing nor a row of noughts: &lt; $0.01, with <see cref="UsdExact"/> on hover.</summary>
    public static string Usd(decimal? v, bool withSign = false)
    {
        if (v is not { } x) return None;
        var shown = decimal.Round(Math.Abs(x), Math.Abs(x) >= 100_000m ? 0 : 2, MidpointRounding.AwayFromZero);
        return Signed(x, withSign) + (shown == 0m && x != 0m ? Under + "$0.01" : "$" + shown.ToString(shown >= 100_000m ? "N0" : "N2", C));
    }

    /// <summary>What stands behind a shown amount, to its last figure and at least to six places: -0.00000001 USDC.</summary>
    public static string UsdExact(decimal? v) => v is { } x ? x.ToString("0.000000######", C) + " USDC" : "not known";

    /// <summary>Axis label: $0, −$0.20, −$500, $12.5k. Cents have two places here too.</summary>
    public static string UsdTick(decimal v) => Signed(v, false) + "$" + (Math.Abs(v) < 1000 ? Math.Abs(v).ToString(v == decimal.Truncate(v) ? "0" : "0.00", C) : (Math.Abs(v) / 1000).ToString("0.##", C) + "k");

    /// <summary>A price from 0 to 1 in cents: 0.474 → 47.4¢; two places under ten cents, where ticks are finer.</summary>
    public static string Cents(decimal? p) =>
        p is not { } x ? None : (x * 100).ToString(x < 0.10m ? "0.00" : "0.0", C) + "¢";

    public static string Percent(decimal? ratio, int places = 1, bool withSign = false) =>
        ratio is not { } x ? None : Sign(x, withSign) + Math.Abs(x * 100).ToString("N" + places, C) + "%";

    /// <summary>Basis points, always signed: a cost and a saving must not look alike.</summary>
    public static string Bps(decimal? v) => v is not { } x ? None : Sign(x, true) + Math.Abs(x).ToString("N0", C) + " bps";

    /// <summary>Two places; what they would show as nothing is shown to its first figure, for no share is worth a rule of its own: 0.0002.</summary>
    public static string Shares(decimal? v, bool withSign = false) => v is not { } x ? None
        : Sign(x, withSign) + (x != 0m && Math.Abs(x) < 0.005m ? Small(x) : Math.Abs(x).ToString("#,0.00", C));

    public static string Count(int? v) => v is not { } x ? None : x.ToString("N0", C);

    /// <summary>Two units at most, always rounded down: 0.4 s, 12 s, 3 m, 2 h 05 m, 4 d 3 h. ui.js says the same words.</summary>
    public static string Age(TimeSpan? age) => age switch
    {
        null => None,
        { Ticks: < 0 } => Age(TimeSpan.Zero),
        { TotalSeconds: < 10 } a => (Math.Floor(a.TotalSeconds * 10) / 10).ToString("0.0", C) + " s",
        { TotalSeconds: < 60 } a => $"{a.Seconds} s",
        { TotalMinutes: < 60 } a => $"{a.Minutes} m",
        { TotalHours: < 24 } a => $"{a.Hours} h {a.Minutes:00} m",
        { } a => $"{a.Days.ToString("N0", C)} d {a.Hours} h",
    };

    /// <summary>Time since the target's trade: milliseconds under one second, because that is where the race is.</summary>
    public static string Elapsed(TimeSpan? t) => t is { TotalSeconds: < 1 } ms ? ms.TotalMilliseconds.ToString("0", C) + " ms" : Age(t);

    /// <summary>A moment by the clock, always in UTC and always saying so: 21 Nov 14:32 UTC. ui.js writes the same words for the browser's own clock.</summary>
    public static string Moment(DateTimeOffset? at, bool seconds = false, bool year = false) =>
        at is not { } x ? None : x.UtcDateTime.ToString((year || seconds ? "d MMM yyyy" : "d MMM") + (seconds ? " HH:mm:ss" : " HH:mm"), C) + " UTC";

    /// <summary>Dollars to four places, where cents would not add up to what they are the parts of: $1.0836.</summary>
    public static string UsdFine(decimal? v) => v is not { } x ? None
        : Signed(x, false) + (x != 0m && decimal.Round(Math.Abs(x), 4, MidpointRounding.AwayFromZero) == 0m ? Under + "$0.0001" : "$" + Math.Abs(x).ToString("N4", C));

    /// <summary>A sentence from elsewhere, with each sign kept at its amount.</summary>
    public static string Unbroken(string text) => text.Replace("\u2212$", "\u2212" + Joiner + "$", StringComparison.Ordinal).Replace("+$", "+" + Joiner + "$", StringComparison.Ordinal);

    /// <summary>A day of the year, in UTC: 21 Nov.</summary>
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM", C);

    /// <summary>The same.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM", C);

    /// <summary>With a capital letter at its beginning.</summary>
    public static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string ShortAddress(string a) => a.Length > 12 ? $"{a[..6]}…{a[^4..]}" : a;

    private static string Small(decimal x)
    {
        for (var places = 3; places < 8; places++)
        {
            if (decimal.Round(Math.Abs(x), places, MidpointRounding.AwayFromZero) is > 0m and var shown) return shown.ToString("0.########", C);
        }

        return Math.Abs(x).ToString("0.############", C);
    }

    private static string Signed(decimal x, bool withSign) => Sign(x, withSign) is { Length: > 0 } sign ? sign + Joiner : "";

    private static string Sign(decimal x, bool withSign) => x < 0 ? Minus.ToString() : withSign && x > 0 ? "+" : "";
}
