namespace CopyTrade.Simulator.World;

/// <summary>The habits of the past: a few that are worth copying, many that look like it, and some tricks.</summary>
internal static class PastHabits
{
    private static readonly PastHabit[] Cast =
    [
        new(6, 0.16, 0.5, 0.9, PastTrick.None, "frequent, small"),
        new(6, 0.00, 0.3, 0.4, PastTrick.BothSides, "both sides of one market"),
        new(5, 0.12, 0.1, 0.8, PastTrick.None, "scales in step by step"),
        new(4, 0.05, 0.9, 1.0, PastTrick.None, "buys, then exits at once"),
        new(4, 0.34, 0.2, 0.7, PastTrick.None, "mixed, medium"),
        new(1.5, 0.18, 0.1, 0.9, PastTrick.None, "large and rare"),
        new(3, -0.05, 0.2, 0.8, PastTrick.None, "scales in, large"),
        new(5, 0.10, 0.8, 0.9, PastTrick.Shrinks, "small seller of winners"),
    ];

    private static readonly PastHabit[] Others =
    [
        new(4, 0.30, 0.3, 0.8, PastTrick.None, "steady"),
        new(3, 0.00, 0.4, 0.7, PastTrick.None, "no edge, average luck"),
        new(5, -0.10, 0.2, 1.0, PastTrick.None, "loses slowly"),
        new(2, 0.00, 0.1, 0.9, PastTrick.OneHit, "one great win"),
        new(7, 0.02, 0.0, 0.1, PastTrick.BothSides, "quotes both sides"),
        new(6, 0.00, 0.1, 0.5, PastTrick.Wash, "trades with itself"),
        new(4, 0.20, 0.4, 0.9, PastTrick.Stopped, "was good, has stopped"),
        new(0.12, 0.30, 0.2, 0.9, PastTrick.Rare, "few trades"),
        new(3, 0.06, 0.6, 0.9, PastTrick.None, "small edge"),
        new(5, 0.25, 0.3, 0.6, PastTrick.Shrinks, "sharp, and shrinking"),
    ];

    public static PastHabit ForCast(int place) => Cast[place % Cast.Length];

    public static PastHabit ForCrowd(int number) => Others[number % Others.Length];

    public static string Of(PastHabit habit) => habit.Says;
}
