namespace CopyTrade.Domain.Alerts;

/// <summary>How long a failed job waits: 2 s, 8 s, 32 s, 128 s, 512 s, never more than ten minutes, each up to a fifth longer so that what failed together is not tried together.</summary>
public static class JobBackoff
{
    /// <summary>The longest pause between two attempts, before its fifth.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>The pause after an attempt that failed.</summary>
    /// <param name="attempt">Its number; the first is 1.</param>
    /// <param name="id">The job's: the same job waits equally long in every run.</param>
    /// <exception cref="ArgumentOutOfRangeException">The attempt is not positive.</exception>
    public static TimeSpan After(int attempt, Guid id)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(attempt);
        var pause = First * Math.Pow(4, Math.Min(attempt - 1, 6));
        if (pause > Longest) pause = Longest;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return pause + (pause * (bytes[15] / 255d * 0.2));
    }
}
