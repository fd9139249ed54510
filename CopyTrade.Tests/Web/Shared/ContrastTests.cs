using System.Globalization;
using System.Text.RegularExpressions;
using CopyTrade.Tests.Architecture;

namespace CopyTrade.Tests.Web.Shared;

/// <summary>Reads the colours of tokens.css and holds them to WCAG AA: text 4.5, lines and marks 3.</summary>
public sealed partial class ContrastTests
{
    private static readonly string[] Texts = ["text", "text-2", "text-3", "accent", "gain", "loss", "warn", "info", "unknown"];
    private static readonly string[] Surfaces = ["bg", "surface", "raised", "hover"];
    private static readonly string[] Tones = ["gain", "loss", "warn", "info", "unknown"];
    private static readonly string[] Fills = ["accent-fill", "accent-fill-hover", "danger-fill", "live", "paper", "demo"];
    private static readonly string[] Lines = ["line-strong", "warn-fill", "chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"];

    [Theory]
    [InlineData("html[data-theme=\"dark\"]", "html[data-theme=\"light\"]")]
    [InlineData("html[data-theme=\"light\"]", "html[data-density")]
    public void Tokens_EveryPairInUse_IsReadable(string from, string to)
    {
        var colours = Read(from, to);
        (string Front, string Back, double Needed)[] pairs =
        [
            .. Texts.SelectMany(text => Surfaces.Select(surface => (colours[text], colours[surface], 4.5))),
            .. Tones.Select(tone => (colours[tone], colours[tone + "-soft"], 4.5)),
            (colours["text-2"], colours["neutral-soft"], 4.5), (colours["text"], colours["accent-soft"], 4.5),
            (colours["text-2"], colours["accent-soft"], 4.5), (colours["accent"], colours["accent-soft"], 4.5),
            .. Fills.Select(fill => ("#ffffff", colours[fill], 4.5)),
            .. Lines.Select(line => (colours[line], colours["surface"], 3.0)),
        ];

        Assert.Equal([], pairs.Where(pair => Contrast(pair.Front, pair.Back) < pair.Needed));
    }

    [Fact]
    public void Contrast_BlackOnWhiteAndGreyOnGrey_AreTheKnownFigures()
    {
        Assert.Equal(21, Contrast("#000000", "#ffffff"), 2);
        Assert.Equal(1, Contrast("#777777", "#777777"), 2);
    }

    private static Dictionary<string, string> Read(string from, string to)
    {
        var css = File.ReadAllText(Path.Combine(SourceTree.Root, "CopyTrade.Web/wwwroot/tokens.css"));
        var block = css[css.IndexOf(from, StringComparison.Ordinal)..css.IndexOf(to, StringComparison.Ordinal)];
        return Colour().Matches(block).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + .05) / (Math.Min(x, y) + .05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var c = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return c <= .04045 ? c / 12.92 : Math.Pow((c + .055) / 1.055, 2.4);
        }

        return (.2126 * Channel(1)) + (.7152 * Channel(3)) + (.0722 * Channel(5));
    }

    [GeneratedRegex("--([a-z0-9-]+): (#[0-9a-f]{6})")]
    private static partial Regex Colour();
}
