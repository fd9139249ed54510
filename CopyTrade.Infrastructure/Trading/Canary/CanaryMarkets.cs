using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Canary;

/// <summary>Finds books in which a dollar goes in and out cheaply: where anybody has just traded.</summary>
internal sealed class CanaryMarkets(ITradeRecord record, IMarketCatalog catalog, IOrderBooks books)
{
    private const int Looked = 200;
    private const int Most = 15;

    public async Task<IReadOnlyList<(Market Market, OrderBook Book)>> FindAsync(CancellationToken ct)
    {
        var page = await record.OfEverybodyAsync(null, Looked, ct);
        var found = new List<(Market, OrderBook)>();
        foreach (var token in page.Trades.GroupBy(trade => (trade.Condition, trade.Token)).OrderByDescending(same => same.Count()).Select(same => same.Key).Take(Most))
        {
            if (await catalog.FindAsync(token.Condition, token.Token, ct) is { } market && await books.FindAsync(token.Token, ct) is { } book) found.Add((market, book));
        }

        return found;
    }
}
