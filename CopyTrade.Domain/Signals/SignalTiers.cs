using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CopyTrade.Domain.Signals;

/// <summary>Tiers as text: <c>1-100:2,100-500:1,500-1000:0.5,1000+:0.1</c> (R1.10).</summary>
public static class SignalTiers
{
    /// <summary>Reads tiers; false for anything else, for tiers that overlap or go down, and for an open tier that is not the last.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IReadOnlyList<SignalTier>? tiers)
    {
        tiers = null;
        var read = new List<SignalTier>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(':') is not [var range, var factor] || !Number(factor, out var multiplier) || !Range(range, out var from, out var to)) return false;
            if (read.Count > 0 && (read[^1].To is not { } end || from < end)) return false;
            read.Add(new(from, to, multiplier));
        }

        if (read.Count > 20) return false;
        tiers = read;
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads back; empty for no tiers.</summary>
    public static string Write(IReadOnlyList<SignalTier> tiers) => string.Join(',', tiers.Select(tier =>
        string.Create(CultureInfo.InvariantCulture, $"{tier.From:0.######}{(tier.To is { } to ? "-" + to.ToString("0.######", CultureInfo.InvariantCulture) : "+")}:{tier.Multiplier:0.######}")));

    private static bool Range(string text, out decimal from, out decimal? to)
    {
        to = null;
        if (text.EndsWith('+')) return Number(text[..^1], out from);
        from = 0m;
        if (text.Split('-') is not [var low, var high] || !Number(low, out from) || !Number(high, out var end) || end <= from) return false;
        to = end;
        return true;
    }

    private static bool Number(string text, out decimal number) =>
        decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number <= 1_000_000_000m;
}
