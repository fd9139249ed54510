using System.Collections.Concurrent;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features;

/// <summary>Values positions at what the bids would pay now. One for all open pages, so that a page more asks the venue nothing more.</summary>
public sealed class PositionPricer(IOrderBooks books, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int MostKept = 512;
    private readonly ConcurrentDictionary<TokenId, (Task<Quote> Read, DateTimeOffset At)> _kept = new();

    /// <summary>A book as last read, or why there is none.</summary>
    public sealed record Quote(OrderBook? Book, string? WhyNot);

    /// <summary>The books of some tokens, at most three seconds old.</summary>
    public async Task<IReadOnlyDictionary<TokenId, Quote>> QuotesAsync(IReadOnlyCollection<TokenId> tokens, CancellationToken ct)
    {
        var reads = tokens.Distinct().ToDictionary(token => token, QuoteOf);
        var quotes = await Task.WhenAll(reads.Values).WaitAsync(ct);
        return reads.Keys.Zip(quotes).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    public async Task<IReadOnlyList<ValuedPosition>> ValueAsync(IReadOnlyList<PositionRow> positions, CancellationToken ct)
    {
        var quotes = positions.Where(p => p.Shares > Shares.Zero || p.Incoming > Shares.Zero).Select(p => p.Token).Distinct().ToDictionary(token => token, QuoteOf);
        await Task.WhenAll(quotes.Values).WaitAsync(ct);
        var valued = new List<ValuedPosition>(positions.Count);
        foreach (var position in positions)
        {
            valued.Add(quotes.TryGetValue(position.Token, out var read) ? Value(position, await read) : new(position, null, null, null, null));
        }

        return valued;
    }

    private static ValuedPosition Value(PositionRow position, Quote quote)
    {
        if (quote.Book is not { } book) return new(position, null, null, null, quote.WhyNot);
        var value = book.ProceedsOf(position.Shares);
        var withIncoming = value is null || position.Incoming == Shares.Zero ? null : book.ProceedsOf(position.Shares + position.Incoming);
        var why = value is not null ? null : book.BestBid is null ? "no bid, value not known" : "bids do not take the whole size";
        return new(position, value, position.Incoming == Shares.Zero ? Usdc.Zero : withIncoming - value, book.Midpoint, why);
    }

    private Task<Quote> QuoteOf(TokenId token)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(token, out var kept) && now - kept.At < Fresh) return kept.Read;
        if (_kept.Count > MostKept)
        {
            foreach (var (old, (_, at)) in _kept) if (now - at > Fresh) _kept.TryRemove(old, out _);
        }

        var read = ReadAsync(token);
        _kept[token] = (read, now);
        return read;
    }

    private async Task<Quote> ReadAsync(TokenId token)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            return await books.FindAsync(token, limit.Token) is { } book ? new(book, null) : new(null, "the venue has no book");
        }
        catch (Exception e) when (e is VenueUnavailableException or OperationCanceledException)
        {
            return new(null, "the venue did not answer");
        }
    }
}
