namespace CopyTrade.Simulator.Engine;

/// <summary>The data feed's memory, oldest first, bounded.</summary>
internal sealed class RowStore
{
    private const int Limit = 50_000;
    private readonly List<TradeRow> _rows = [];
    private readonly Dictionary<string, List<TradeRow>> _byWallet = [];
    private long _next;

    public int Count => _rows.Count;

    /// <summary>Rows of single wallets from before the world began, newest first; never in everybody's feed.</summary>
    public Func<string, IReadOnlyList<TradeRow>> Past { get; set; } = _ => [];

    public TradeRow Add(TradeRow row)
    {
        row = row with { Sequence = ++_next };
        Insert(_rows, row);
        if (!_byWallet.TryGetValue(row.Account.Address, out var own))
        {
            _byWallet[row.Account.Address] = own = [];
        }

        Insert(own, row);
        Trim();
        return row;
    }

    /// <summary>A failed settlement leaves no row behind.</summary>
    public void RemoveTrades(IReadOnlySet<string> tradeIds)
    {
        _rows.RemoveAll(row => row.TradeId is { } id && tradeIds.Contains(id));
        foreach (var own in _byWallet.Values)
        {
            own.RemoveAll(row => row.TradeId is { } id && tradeIds.Contains(id));
        }
    }

    public IEnumerable<TradeRow> NewestFirst(string? wallet = null)
    {
        var rows = wallet is null ? _rows : _byWallet.GetValueOrDefault(wallet) ?? [];
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            yield return rows[i];
        }

        if (wallet is null)
        {
            yield break;
        }

        foreach (var row in Past(wallet))
        {
            yield return row;
        }
    }

    private static void Insert(List<TradeRow> rows, TradeRow row)
    {
        var at = rows.Count;
        while (at > 0 && rows[at - 1].Timestamp > row.Timestamp)
        {
            at--;
        }

        rows.Insert(at, row);
    }

    private void Trim()
    {
        if (_rows.Count <= Limit + (Limit / 10))
        {
            return;
        }

        foreach (var group in _rows.Take(_rows.Count - Limit).GroupBy(row => row.Account.Address))
        {
            _byWallet[group.Key].RemoveRange(0, group.Count());
        }

        _rows.RemoveRange(0, _rows.Count - Limit);
    }
}
