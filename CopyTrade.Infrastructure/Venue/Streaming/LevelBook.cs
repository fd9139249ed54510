using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>The levels of one token. Thread-safe: connections write, a reader reads.</summary>
internal sealed class LevelBook
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<Price, Shares> _bids = new(Comparer<Price>.Create((left, right) => right.CompareTo(left)));
    private readonly SortedDictionary<Price, Shares> _asks = [];
    private Price? _lastTrade;
    private DateTimeOffset? _heardAt;
    private bool _isWhole;

    /// <summary>False when something was heard since the moment given: then nothing changed.</summary>
    public bool Replace(IReadOnlyList<BookLevel> bids, IReadOnlyList<BookLevel> asks, DateTimeOffset now, DateTimeOffset? onlyIfSilentSince)
    {
        lock (_gate)
        {
            if (onlyIfSilentSince is { } since && _isWhole && _heardAt >= since) return false;
            Fill(_bids, bids);
            Fill(_asks, asks);
            (_isWhole, _heardAt) = (true, now);
            return true;
        }
    }

    /// <summary>The new total of one level; zero takes it out. Of a book that was never told as a whole a single level means nothing.</summary>
    public void Set(OrderSide side, Price price, Shares size, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!_isWhole) return;
            var levels = side == OrderSide.Buy ? _bids : _asks;
            if (size == Shares.Zero) levels.Remove(price);
            else levels[price] = size;
            _heardAt = now;
        }
    }

    /// <summary>A trade was printed; the levels are told apart from it.</summary>
    public void Traded(Price price, DateTimeOffset now)
    {
        lock (_gate) (_lastTrade, _heardAt) = (price, now);
    }

    /// <summary>Until it is told as a whole again there is no book.</summary>
    public void Lose()
    {
        lock (_gate) _isWhole = false;
    }

    /// <summary>Null before the whole book was told.</summary>
    public LiveBook? Read(TokenId token)
    {
        lock (_gate)
        {
            return _isWhole && _heardAt is { } at ? new(new(token, Levels(_bids), Levels(_asks), at), _lastTrade, at) : null;
        }
    }

    private static void Fill(SortedDictionary<Price, Shares> levels, IReadOnlyList<BookLevel> with)
    {
        levels.Clear();
        foreach (var level in with) levels[level.Price] = level.Size;
    }

    private static BookLevel[] Levels(SortedDictionary<Price, Shares> levels) => [.. levels.Select(level => new BookLevel(level.Key, level.Value))];
}
