using System.Collections.Concurrent;
using System.Globalization;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Observation;

/// <summary>The venue's record in memory: newest first, paged, and troubled in the ways that a test asks for.</summary>
internal sealed class FakeTradeRecord : ITradeRecord
{
    private readonly Lock _gate = new();
    private readonly List<WalletTrade> _rows = [];

    public bool OffersGlobalFeed { get; set; } = true;

    public int FailuresAhead { get; set; }

    public IReadOnlyList<WalletPosition> Positions { get; set; } = [];

    /// <summary>Before an answer is made.</summary>
    public Action<string> OnRequest { get; set; } = _ => { };

    public ConcurrentQueue<string> Requests { get; } = new();

    public void Add(params WalletTrade[] rows)
    {
        lock (_gate) _rows.AddRange(rows);
    }

    public Task<TradePage> OfWalletAsync(WalletAddress wallet, long? start, long? end, int limit, CancellationToken ct)
    {
        Answer($"wallet {wallet} {start}");
        lock (_gate) return Task.FromResult(PageOf([.. Newest().Where(row => row.Wallet == wallet && row.UnixSeconds >= (start ?? 0) && row.UnixSeconds <= (end ?? long.MaxValue)).Take(limit)], null));
    }

    public Task<TradePage> OfEverybodyAsync(string? cursor, int limit, CancellationToken ct)
    {
        Answer("everybody");
        if (!OffersGlobalFeed) throw new VenueUnavailableException("404");
        var at = int.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
        lock (_gate)
        {
            WalletTrade[] page = [.. Newest().Skip(at).Take(limit)];
            return Task.FromResult(PageOf(page, at + page.Length < _rows.Count ? (at + page.Length).ToString(CultureInfo.InvariantCulture) : null));
        }
    }

    public Task<decimal?> LagSecondsAsync(CancellationToken ct) => Task.FromResult<decimal?>(0m);

    public Task<IReadOnlyList<WalletPosition>> PositionsAsync(WalletAddress wallet, CancellationToken ct) 
    {
        Answer($"positions {wallet}");
        return Task.FromResult(Positions);
    }

    private IEnumerable<WalletTrade> Newest() => _rows.OrderByDescending(row => row.UnixSeconds);

    private void Answer(string request)
    {
        Requests.Enqueue(request);
        OnRequest(request);
        lock (_gate)
        {
            if (FailuresAhead > 0 && FailuresAhead-- > 0) throw new VenueUnavailableException("503");
        }
    }

    private static TradePage PageOf(WalletTrade[] rows, string? next) => new(rows, 0, rows.Length, next);
}
