using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>Levels for a stop and a target, or why there are none.</summary>
public abstract record LevelSuggestion
{
    private LevelSuggestion()
    {
    }

    /// <summary>Levels with the figures that they come from.</summary>
    /// <param name="Stop">A stop, on the market's grid.</param>
    /// <param name="Target">A target, on the market's grid.</param>
    /// <param name="From">The price that they are measured from.</param>
    /// <param name="AverageRange">Average daily true range, dollars a share.</param>
    /// <param name="Days">Over how many whole days (UTC).</param>
    /// <param name="IsClamped">True when a level was moved to the end of the grid.</param>
    public sealed record Levels(Price Stop, Price Target, Price From, decimal AverageRange, int Days, bool IsClamped) : LevelSuggestion;

    /// <summary>No levels.</summary>
    /// <param name="Why">One sentence.</param>
    public sealed record None(string Why) : LevelSuggestion;
}
