using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>What a match cost us: the venue's word, else its formula with the market's rate; makers pay nothing. Null when neither is known.</summary>
public sealed class OwnFees(IMarketCatalog markets)
{
    private const int ChargedDecimals = 5;

    public async Task<Usdc?> OfAsync(VenueTrade trade, CancellationToken ct)
    {
        if (trade.Fee is not null) return trade.Fee;
        if (!trade.IsTaker) return Usdc.Zero;
        try
        {
            return await markets.FindAsync(trade.Condition, trade.Token, ct) is { } market ? Charged(trade, market) : null;
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }

    private static Usdc Charged(VenueTrade trade, Market market)
    {
        var fee = trade.Shares.Quantity * market.FeeRate;
        for (var i = 0; i < market.FeeExponent; i++) fee *= trade.Price.Value * (1m - trade.Price.Value);
        return Usdc.Of(decimal.Round(fee, ChargedDecimals, MidpointRounding.AwayFromZero));
    }
}
