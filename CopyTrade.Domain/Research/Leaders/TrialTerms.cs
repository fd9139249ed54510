using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What a trial assumes. Kept with its result.</summary>
/// <param name="Days">7, 30 or 90.</param>
/// <param name="Capital">Dollars to begin with.</param>
/// <param name="DelaySeconds">From their trade to our order.</param>
/// <param name="MissPercent">Orders that find nobody, of a hundred.</param>
public sealed record TrialTerms(int Days, Usdc Capital, int DelaySeconds = 2, int MissPercent = 5)
{
    /// <summary>The days that may be asked for.</summary>
    public static IReadOnlyList<int> Spans { get; } = [7, 30, 90];

    /// <summary>One sentence when it makes no sense; null when it does.</summary>
    public string? Problem => !Spans.Contains(Days) ? "Choose 7, 30 or 90 days."
        : Capital.Amount is < 10m or > 1_000_000m ? "Capital lies between $10 and $1,000,000."
        : DelaySeconds is < 0 or > 600 ? "The delay lies between 0 and 600 seconds."
        : MissPercent is < 0 or > 90 ? "Misses lie between 0 and 90 of a hundred." : null;
}
