using System.Collections.Concurrent;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The markets of a batch, asked for side by side before any transaction begins.</summary>
internal sealed partial class MarketLookup(IMarketCatalog catalog, ILogger<MarketLookup> logger)
{
    private const int AtOnce = 16;

    /// <summary>Markets by token, null for what the venue does not know. Tokens that the venue would not tell about now are missing; of those that are sold the rules alone may do.</summary>
    public async Task<IReadOnlyDictionary<TokenId, Market?>> FindAsync(IEnumerable<ObservedFill> fills, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<TokenId, Market?>();
        using var turns = new SemaphoreSlim(AtOnce);
        // Awaited where it was called from, not handed to other threads: most answers are remembered and come at once.
        await Task.WhenAll([.. fills.GroupBy(fill => fill.Token).Select(same => FindAsync(same.First(), same.Any(fill => fill.Side == OrderSide.Sell), found, turns, ct))]);
        return found;
    }

    private async Task FindAsync(ObservedFill fill, bool isSold, ConcurrentDictionary<TokenId, Market?> found, SemaphoreSlim turns, CancellationToken ct)
    {
        await turns.WaitAsync(ct);
        try
        {
            found[fill.Token] = isSold ? await catalog.FindToSellAsync(fill.Condition, fill.Token, ct) : await catalog.FindAsync(fill.Condition, fill.Token, ct);
        }
        catch (VenueUnavailableException e)
        {
            Log.NotTold(logger, fill.Token.Value, e.Message);
        }
        finally
        {
            turns.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5011, Level = LogLevel.Warning, Message = "The market of token {Token} is not to be had now: {Problem}")]
        public static partial void NotTold(ILogger logger, string token, string problem);
    }
}
