using System.Collections.Concurrent;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The order books that rules ask for, read side by side while no transaction is open. What does not come in time is not known: the rules fail closed.</summary>
internal sealed partial class BookLookup(IOrderBooks books, TimeProvider clock, ILogger<BookLookup> logger)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Each token asked for, null for a book that was not to be had.</summary>
    public async Task<IReadOnlyDictionary<TokenId, BookFacts?>> FindAsync(IReadOnlyCollection<TokenId> tokens, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<TokenId, BookFacts?>();
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (token, _) =>
        {
            found[token] = null;
            try
            {
                if (await books.FindAsync(token, both.Token) is { } book) found[token] = BookFacts.Of(book);
            }
            catch (Exception e) when (e is VenueUnavailableException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                Log.NotTold(logger, token.Value, e.Message);
            }
        });
        return found;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5012, Level = LogLevel.Warning, Message = "The book of token {Token} is not to be had now: {Problem}")]
        public static partial void NotTold(ILogger logger, string token, string problem);
    }
}
