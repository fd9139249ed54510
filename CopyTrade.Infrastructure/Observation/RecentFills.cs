using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>What is surely stored already, and who saw it. Drains overlap on purpose, so most rows are seen many times; this keeps them from the database. Forgetting is harmless. Thread-safe.</summary>
internal sealed class RecentFills
{
    private const int Most = 50_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(WalletAddress, FillId), Entry> _fills = [];

    public bool Knows(FillSighting seen)
    {
        lock (_gate) return _fills.TryGetValue((seen.Wallet, seen.BaseId), out var known) && seen.Legs.Beyond(known.Legs).Items.IsEmpty;
    }

    public void Remember(FillSighting stored)
    {
        lock (_gate)
        {
            if (_fills.Count >= Most) _fills.Clear();
            var key = (stored.Wallet, stored.BaseId);
            if (_fills.TryGetValue(key, out var known)) known.Legs = known.Legs.Join(stored.Legs);
            else _fills[key] = new Entry(stored.Legs);
        }
    }

    /// <summary>True the first time that this source saw this fill, as far as is remembered.</summary>
    public bool IsNewTo(FillSighting stored, string source)
    {
        lock (_gate)
        {
            if (!_fills.TryGetValue((stored.Wallet, stored.BaseId), out var known) || known.Sources.Contains(source)) return false;
            known.Sources = [.. known.Sources, source];
            return true;
        }
    }

    private sealed class Entry(FillLegs legs)
    {
        public FillLegs Legs { get; set; } = legs;

        public string[] Sources { get; set; } = [];
    }
}
