namespace CopyTrade.Domain.Operations;

/// <summary>How long a loop rests after failures: long enough to spare what is down, short enough to be there when it is back.</summary>
public static class LoopPause
{
    /// <summary>Five seconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);

    /// <summary>Half a second, doubling to five.</summary>
    /// <param name="failures">How many in a row, from 1.</param>
    public static TimeSpan After(int failures)
    {
        var pause = Shortest * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < Longest ? pause : Longest;
    }
}
