namespace CopyTrade.Domain.Venue;

/// <summary>Order books kept up to date by the venue's public stream. One reader.</summary>
public interface ILiveBooks
{
    /// <summary>Replaces the set of tokens whose books are kept; takes effect on the open connections.</summary>
    void Watch(IReadOnlySet<TokenId> tokens);

    /// <summary>The book as last heard of; null while nothing was heard. Its age is told by <see cref="LiveBook.HeardAt"/>: a book outlives the connection that told it.</summary>
    LiveBook? Find(TokenId token);

    /// <summary>Takes over a book that was read in another way, unless the stream has said something about that token since then.</summary>
    /// <param name="book">What was read.</param>
    /// <param name="askedAt">When it was asked for.</param>
    void Offer(OrderBook book, DateTimeOffset askedAt);

    /// <summary>Books that changed since the last batch, each once however often it changed; ends only by cancellation.</summary>
    IAsyncEnumerable<IReadOnlyCollection<BookChange>> ReadAsync(CancellationToken ct);
}
