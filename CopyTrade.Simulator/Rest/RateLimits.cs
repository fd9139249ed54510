namespace CopyTrade.Simulator.Rest;

/// <summary>Requests in the last ten seconds, by endpoint, as published in October 2026.</summary>
internal sealed class RateLimits(TimeProvider clock)
{
    private const int Slots = 100;

    private static readonly (string Method, string Path, int Limit)[] Table =
    [
        ("POST", "/clob/orders", 2000), ("POST", "/clob/order", 5000), ("DELETE", "/clob/orders", 2000), ("DELETE", "/clob/order", 5000),
        ("DELETE", "/clob/cancel-all", 250), ("DELETE", "/clob/cancel-market-orders", 1500),
        ("*", "/clob/books", 500), ("*", "/clob/book", 1500), ("*", "/clob/prices-history", 1000), ("*", "/clob/prices", 500), ("*", "/clob/price", 1500),
        ("*", "/clob/midpoints", 500), ("*", "/clob/midpoint", 1500), ("*", "/clob/tick-size", 200), ("*", "/clob/balance-allowance/update", 50),
        ("*", "/clob/balance-allowance", 200), ("*", "/clob/data/orders", 500), ("*", "/clob/data/trades", 500), ("*", "/clob/notifications", 125),
        ("*", "/clob/auth", 100), ("*", "/clob", 9000),
        ("*", "/gamma/events", 500), ("*", "/gamma/markets", 300), ("*", "/gamma", 4000),
        ("*", "/data/v2/trades", 300), ("*", "/data/v2/activity", 200), ("*", "/data/v2/positions", 200), ("*", "/data/v2/status", 100), ("*", "/data/v2", 800),
        ("*", "/data/trades", 200), ("*", "/data/positions", 150), ("*", "/data/closed-positions", 150), ("*", "/data", 1000),
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long[] Stamps, int[] Counts)> _windows = [];

    public bool Allows(string method, string path)
    {
        var rule = Array.Find(Table, r => (r.Method == "*" || r.Method == method) && (path == r.Path || path.StartsWith(r.Path + "/", StringComparison.Ordinal)));
        return rule.Path is null || Take(rule.Method + rule.Path, rule.Limit);
    }

    private bool Take(string key, int limit)
    {
        lock (_gate)
        {
            if (!_windows.TryGetValue(key, out var window))
            {
                _windows[key] = window = (new long[Slots], new int[Slots]);
            }

            var tenth = clock.GetUtcNow().ToUnixTimeMilliseconds() / 100;
            var used = 0;
            for (var i = 0; i < Slots; i++)
            {
                used += window.Stamps[i] > tenth - Slots ? window.Counts[i] : 0;
            }

            if (used >= limit)
            {
                return false;
            }

            var slot = (int)(tenth % Slots);
            window.Counts[slot] = window.Stamps[slot] == tenth ? window.Counts[slot] + 1 : 1;
            window.Stamps[slot] = tenth;
            return true;
        }
    }
}
