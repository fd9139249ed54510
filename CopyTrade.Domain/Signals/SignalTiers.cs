using System.Diagnostics.CodeAnalysis;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Signals;

/// <summary>The tiers of a profile: written as everywhere (<see cref="TierText"/>), in ascending order, and possibly none.</summary>
public static class SignalTiers
{
    private const int Most = 20;
    private const decimal LargestMultiplier = 1_000_000_000m;

    /// <summary>Reads tiers; false for anything else, for tiers that overlap or go down, and for an open tier that is not the last.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IReadOnlyList<SizingTier>? tiers)
    {
        if (!string.IsNullOrWhiteSpace(text)) return TierText.TryParse(text, out tiers) && tiers.Count <= Most && AreInOrder(tiers);
        tiers = [];
        return true;
    }

    private static bool AreInOrder(IReadOnlyList<SizingTier> tiers)
    {
        for (var i = 0; i < tiers.Count; i++)
        {
            if (tiers[i].To <= tiers[i].From || tiers[i].Multiplier > LargestMultiplier) return false;
            if (i > 0 && (tiers[i - 1].To is not { } end || tiers[i].From < end)) return false;
        }

        return true;
    }
}
