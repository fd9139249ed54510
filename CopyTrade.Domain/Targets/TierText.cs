using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>Tiers in the text form of R1.10: <c>1-100:2,100-500:1,500-1000:0.5,1000+:0.1</c>.</summary>
public static class TierText
{
    private const int Most = 20;
    private const decimal LargestMultiplier = 100m;

    /// <summary>Reads tiers; false for anything else. What the tiers say is judged by <see cref="Problem"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IReadOnlyList<SizingTier>? tiers)
    {
        var read = new List<SizingTier>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (Tier(part) is not { } tier)
            {
                tiers = null;
                return false;
            }

            read.Add(tier);
        }

        tiers = read;
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads back.</summary>
    public static string Write(IEnumerable<SizingTier> tiers) => string.Join(',', tiers.Select(tier =>
        tier.From + (tier.To is { } end ? $"-{end}" : "+") + ":" + tier.Multiplier.ToString("0.######", CultureInfo.InvariantCulture)));

    /// <summary>Why these cannot be tiers, as a sentence; null when they can.</summary>
    public static string? Problem(IReadOnlyList<SizingTier> tiers)
    {
        if (tiers.Count == 0) return "A tiered policy needs at least one tier, such as 1-100:2.";
        if (tiers.Count > Most) return $"A tiered policy may have at most {Most} tiers.";
        foreach (var tier in tiers)
        {
            if (tier.From < Usdc.Zero) return "A tier begins at zero dollars or more.";
            if (tier.To <= tier.From) return $"The tier from {tier.From} must end above where it begins.";
            if (tier.Multiplier is < 0m or > LargestMultiplier || decimal.Round(tier.Multiplier, 4) != tier.Multiplier) return "A tier's multiplier is from 0 to 100 with at most four decimals.";
        }

        var ordered = tiers.OrderBy(tier => tier.From).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            if (ordered[i - 1].To is not { } end || end > ordered[i].From) return $"The tiers from {ordered[i - 1].From} and from {ordered[i].From} overlap: let one end where the next begins.";
        }

        return null;
    }

    private static SizingTier? Tier(string text)
    {
        if (text.Split(':') is not [var range, var times] || Number(times) is not { } multiplier) return null;
        if (range.EndsWith('+')) return Dollars(range[..^1]) is { } open ? new(open, null, multiplier) : null;
        return range.Split('-') is [var from, var to] && Dollars(from) is { } low && Dollars(to) is { } high ? new(low, high, multiplier) : null;
    }

    private static Usdc? Dollars(string text) => Number(text) is { } value && value <= 1_000_000_000m && decimal.Round(value, Usdc.Decimals) == value ? Usdc.Of(value) : null;

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
}
