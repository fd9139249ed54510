using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>A made-up trader worth following, and how it trades.</summary>
internal sealed record Leader(Account Account, double SecondsBetween, int SmallestDollars, int LargestDollars, LeaderHabit Habit)
{
    public (ListedMarket Market, int Outcome)? Favourite { get; set; }

    /// <summary>Its place in the crowd; null for the cast.</summary>
    public int? Number { get; init; }
}

internal enum LeaderHabit
{
    /// <summary>Buys here and there, sells now and then.</summary>
    Mixed,

    /// <summary>Keeps buying the same token for a while.</summary>
    ScalesIn,

    /// <summary>Buys and sells the same token in turn.</summary>
    TwoSided,

    /// <summary>Buys, and later sells all it has.</summary>
    Exits,
}
