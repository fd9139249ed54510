using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Which token an intent means, and its book. A token that is named counts; otherwise YES and NO are looked up by name, never by position (R1.4).</summary>
internal sealed class SignalMarkets(IMarketCatalog catalog, IOrderBooks books)
{
    /// <summary>Null for what the venue does not know.</summary>
    /// <exception cref="VenueUnavailableException">The venue does not answer.</exception>
    public async Task<Market?> FindAsync(SignalIntent intent, CancellationToken ct)
    {
        if (!ConditionId.TryParse(intent.Market, out var condition)) return null;
        if (intent.Token is { } token) return intent.Side == OrderSide.Sell ? await catalog.FindToSellAsync(condition, token, ct) : await catalog.FindAsync(condition, token, ct);
        var outcomes = await catalog.ListAsync(condition, ct);
        return outcomes.SingleOrDefault(market => string.Equals(market.Outcome, intent.Outcome, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Null when there is none or it could not be read: the guard stops then.</summary>
    public async Task<OrderBook?> BookAsync(TokenId token, CancellationToken ct)
    {
        try
        {
            return await books.FindAsync(token, ct);
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }
}
