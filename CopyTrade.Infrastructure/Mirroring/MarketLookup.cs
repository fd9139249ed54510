using System.Collections.Concurrent;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The markets of a batch, asked for side by side before any transaction begins.</summary>
internal sealed partial class MarketLookup(IMarketCatalog catalog, ILogger<MarketLookup> logger)
{
    private const int AtOnce = 16;

    /// <summary>Markets by token, null for what the venue does not know. Tokens that the venue would not tell about now are missing.</summary>
    public async Task<IReadOnlyDictionary<TokenId, Market?>> FindAsync(IEnumerable<ObservedFill> fills, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<TokenId, Market?>();
        await Parallel.ForEachAsync(
            fills.DistinctBy(fill => fill.Token),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (fill, token) =>
            {
                try
                {
                    found[fill.Token] = await catalog.FindAsync(fill.Condition, fill.Token, token);
                }
                catch (VenueUnavailableException e)
                {
                    Log.NotTold(logger, fill.Token.Value, e.Message);
                }
            });
        return found;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5011, Level = LogLevel.Warning, Message = "The market of token {Token} is not to be had now: {Problem}")]
        public static partial void NotTold(ILogger logger, string token, string problem);
    }
}
