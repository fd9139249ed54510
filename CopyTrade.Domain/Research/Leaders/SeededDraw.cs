namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Draws that repeat with their seed, on every machine and version (SplitMix64). Not thread-safe; not for secrets.</summary>
public sealed class SeededDraw(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The seed that a text stands for (FNV-1a).</summary>
    public static ulong SeedOf(string text) => text.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211UL);

    /// <summary>From 0 to <paramref name="below"/> − 1.</summary>
    public int Next(int below) => (int)(Bits() % (ulong)below);

    /// <summary>From 0 up to 1.</summary>
    public double Unit() => (Bits() >> 11) * (1.0 / (1UL << 53));

    private ulong Bits()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
