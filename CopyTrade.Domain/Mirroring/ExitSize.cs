using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>How much of ours is sold when the target sells: tokens over tokens, never more than this target's lots (R0.30, R1.13).</summary>
/// <param name="Shares">What would be sold.</param>
/// <param name="Refusal">Why nothing is; null when something is.</param>
/// <param name="Trace">The arithmetic; null when we hold nothing.</param>
internal sealed record ExitSize(Shares Shares, SkipReason? Refusal, SizingTrace? Trace)
{
    /// <summary>The part of ours that this sale stands for.</summary>
    public static ExitSize Of(MirrorInput input, Market market)
    {
        var held = Shares.RoundDown(input.Snapshot.HeldShares?.Quantity ?? 0m, EntrySize.ShareDecimals);
        if (held == Shares.Zero) return new(Shares.Zero, SkipReason.SellWithoutPosition, null);
        var (fraction, says) = FractionOf(input);
        var part = Shares.RoundDown(held.Quantity * fraction, EntrySize.ShareDecimals);
        var formula = says is null ? $"all of {held} held" : $"{says} of {held} held = {part}";
        if (part < held && held - part < market.MinimumShares) (part, formula) = (held, $"{formula}, all: the rest would be under the market minimum of {market.MinimumShares}");
        if (part < held && (part < market.MinimumShares || part == Shares.Zero))
        {
            if (input.Counting.SmallSell != SmallSell.SellAll)
            {
                formula += $", under the market minimum of {market.MinimumShares}";
                return new(Shares.Zero, input.Counting.Aggregates ? SkipReason.Accumulating : SkipReason.SellPartBelowMin, new SizingTrace(null, null, null, null, formula));
            }

            (part, formula) = (held, $"{formula}, all: the part is under the market minimum of {market.MinimumShares}");
        }

        if (part == held && input.Snapshot.HeldShares is { } whole && whole > held) formula += $", {whole - held} too small to sell stays";
        return new(part, null, new SizingTrace(null, null, null, part, formula));
    }

    // Their holding is the one before this sale, so the small sales that waited for it are part of what they held then.
    private static (decimal Fraction, string? Says) FractionOf(MirrorInput input)
    {
        if (input.Counting.SellFraction != SellFraction.Proportional || input.Context?.Token is not { } token) return (1m, null);
        var waited = input.Group?.Shares ?? Shares.Zero;
        var (sold, before) = (input.Fill.Shares + waited, token.Shares + waited);
        if (before <= sold) return (1m, null);
        var fraction = sold.Quantity / before.Quantity;
        return (fraction, string.Create(CultureInfo.InvariantCulture, $"{fraction * 100m:0.##}% ({sold} of their {before})"));
    }
}
