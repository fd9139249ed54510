using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>Whose trade in which transaction the record has shown already. Forgetting costs a few reads. Thread-safe.</summary>
internal sealed class SeenTrades
{
    private const int Most = 50_000;
    private readonly Lock _gate = new();
    private readonly HashSet<(WalletAddress, TransactionHash)> _seen = [];

    public bool Has(WalletAddress wallet, TransactionHash transaction)
    {
        lock (_gate) return _seen.Contains((wallet, transaction));
    }

    public void Add(IEnumerable<WalletTrade> rows)
    {
        lock (_gate)
        {
            if (_seen.Count >= Most) _seen.Clear();
            foreach (var row in rows) _seen.Add((row.Wallet, row.Transaction));
        }
    }
}
