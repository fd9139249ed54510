namespace CopyTrade.Simulator.World;

/// <summary>How somebody traded before the world began.</summary>
/// <param name="TradesADay">Entries on a day, on average.</param>
/// <param name="Skill">How often it knew the end, 0 to 1; below zero it took the losing side so often.</param>
/// <param name="Exits">How often it sold before the end.</param>
/// <param name="IsTaker">How often it took what was offered.</param>
/// <param name="Trick">What is odd about it.</param>
/// <param name="Says">In a few words.</param>
internal sealed record PastHabit(double TradesADay, double Skill, double Exits, double IsTaker, PastTrick Trick, string Says);

internal enum PastTrick
{
    None,

    /// <summary>Buys and sells the same at the same price within seconds.</summary>
    Wash,

    /// <summary>Buys both outcomes of most markets.</summary>
    BothSides,

    /// <summary>One huge win among small losses.</summary>
    OneHit,

    /// <summary>Stopped six weeks before the end.</summary>
    Stopped,

    /// <summary>Trades a third of its size in the last two weeks.</summary>
    Shrinks,

    /// <summary>Trades on a handful of days only.</summary>
    Rare,
}
