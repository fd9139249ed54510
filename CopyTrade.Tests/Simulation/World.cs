using System.Globalization;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// Virtual time, and everything that happens in it, one thing after the other on one thread. What falls on the same
/// moment happens in an order drawn from the seed: the same seed is the same run, another seed another interleaving.
/// </summary>
internal sealed class World(int seed, bool isTraced = false)
{
    public static readonly DateTimeOffset Beginning = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(SimProcess? Owner, Action Happening), (long Due, int Lot)> _agenda = new();
    private readonly List<string> _trace = [];

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = Beginning;

    /// <summary>When the last process that was ever stopped goes on.</summary>
    public DateTimeOffset LastAwake { get; set; } = Beginning;

    public TimeSpan Age => Now - Beginning;

    /// <summary>What happened, oldest first; empty unless asked for.</summary>
    public IReadOnlyList<string> Trace => _trace;

    /// <summary>What must never be, and was.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Happenings so far.</summary>
    public long Steps { get; private set; }

    public bool Happens(double chance) => chance > 0 && Random.NextDouble() < chance;

    public TimeSpan Between(double least, double most) => TimeSpan.FromSeconds(least + (Random.NextDouble() * (most - least)));

    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        return new(bytes);
    }

    /// <param name="wait">From now.</param>
    /// <param name="owner">The process in which it happens: not at all when that one is dead by then, later when it is stopped. Null for the outer world.</param>
    /// <param name="happening">What.</param>
    public void After(TimeSpan wait, SimProcess? owner, Action happening) => _agenda.Enqueue((owner, happening), ((Now + wait).UtcTicks, Random.Next()));

    public void Note(string line)
    {
        if (isTraced) _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{Age.TotalSeconds,9:0.000} {line}"));
    }

    public bool IsTraced => isTraced;

    public void Violate(string what)
    {
        Note($"VIOLATION {what}");
        Violations.Add(what);
    }

    /// <summary>Lets everything happen until a moment, or until something happened that must not.</summary>
    public void RunUntil(DateTimeOffset end)
    {
        while (Violations.Count == 0 && _agenda.TryPeek(out var next, out var due) && due.Due <= end.UtcTicks)
        {
            _agenda.Dequeue();
            if (due.Due > Now.UtcTicks) Now = new DateTimeOffset(due.Due, TimeSpan.Zero);
            if (next.Owner is { } owner)
            {
                if (!owner.IsAlive) continue;
                if (owner.StoppedUntil > Now)
                {
                    _agenda.Enqueue(next, (owner.StoppedUntil.UtcTicks, due.Lot));
                    continue;
                }

                Steps++;
                owner.Enter(next.Happening);
            }
            else
            {
                Steps++;
                next.Happening();
            }
        }

        if (Now < end) Now = end;
    }
}
