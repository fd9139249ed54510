using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>Made-up traders without end, each with a name of its own.</summary>
internal static class CrowdNames
{
    private static readonly string[] First = ["Amber", "Bryn", "Cora", "Dario", "Elin", "Faro", "Gita", "Hollis", "Ivo", "Juno", "Kasper", "Lena", "Milo", "Nadia", "Oskar", "Petra", "Quill", "Rhea", "Soren", "Thea", "Ugo", "Vera", "Wim", "Yara"];
    private static readonly string[] Last = ["Ashdown", "Birch", "Corran", "Dunmore", "Ekholm", "Farrow", "Grove", "Hale", "Inver", "Jessel", "Kestrel", "Lowell", "Marsh", "Norling", "Orme", "Pell"];
    private static readonly LeaderHabit[] Habits = [LeaderHabit.Mixed, LeaderHabit.Exits, LeaderHabit.ScalesIn, LeaderHabit.Mixed, LeaderHabit.TwoSided, LeaderHabit.Mixed];

    public static Leader Of(VenueState state, int number)
    {
        // Steps without a common divisor with the lists: every pair comes before any comes again.
        var name = $"{First[number % First.Length]} {Last[((number * 7) + (number / First.Length)) % Last.Length]}{(number >= First.Length * Last.Length ? $" {number / (First.Length * Last.Length)}" : "")}";
        var smallest = 5 + (number * 13 % 60);
        var account = state.AddBot(name, name.Replace(' ', '-'), PastHabits.Of(PastHabits.ForCrowd(number)));
        return new(account, 300 + (number * 37 % 600), smallest, smallest * 5, Habits[number % Habits.Length]) { Number = number };
    }
}
