using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>What is surely stored already. Drains overlap on purpose, so most rows are seen many times; this keeps them from the database. Forgetting is harmless. Thread-safe.</summary>
internal sealed class RecentFills
{
    private const int Most = 50_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<(WalletAddress, FillId), FillLegs> _legs = [];

    public bool Knows(FillSighting seen)
    {
        lock (_gate) return _legs.TryGetValue((seen.Wallet, seen.BaseId), out var known) && seen.Legs.Beyond(known).Items.IsEmpty;
    }

    public void Remember(FillSighting stored)
    {
        lock (_gate)
        {
            if (_legs.Count >= Most) _legs.Clear();
            var key = (stored.Wallet, stored.BaseId);
            _legs[key] = _legs.TryGetValue(key, out var known) ? known.Join(stored.Legs) : stored.Legs;
        }
    }
}
