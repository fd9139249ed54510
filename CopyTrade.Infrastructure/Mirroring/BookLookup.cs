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
        using var turns = new SemaphoreSlim(AtOnce);
        await Task.WhenAll([.. tokens.Select(token => FindAsync(token, found, turns, both.Token, ct))]);
        return found;
    }

    private async Task FindAsync(TokenId token, ConcurrentDictionary<TokenId, BookFacts?> found, SemaphoreSlim turns, CancellationToken patience, CancellationToken ct)
    {
        found[token] = null;
        await turns.WaitAsync(ct);
        try
        {
            if (await books.FindAsync(token, patience) is { } book) found[token] = BookFacts.Of(book);
        }
        catch (Exception e) when (e is VenueUnavailableException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            Log.NotTold(logger, token.Value, e.Message);
        }
        finally
        {
            turns.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5012, Level = LogLevel.Warning, Message = "The book of token {Token} is not to be had now: {Problem}")]
        public static partial void NotTold(ILogger logger, string token, string problem);
    }
}
