using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>What a match cost us: the venue's word, else its formula with the market's rate; makers pay nothing. Null when neither is known.</summary>
public sealed class OwnFees(IMarketCatalog markets)
{
    public async Task<Usdc?> OfAsync(VenueTrade trade, CancellationToken ct)
    {
        if (trade.Fee is not null) return trade.Fee;
        if (!trade.IsTaker) return Usdc.Zero;
        try
        {
            return await markets.FindAsync(trade.Condition, trade.Token, ct) is { } market ? PlatformFee.Charged(trade.Shares, trade.Price, market.FeeRate, market.FeeExponent) : null;
        }
        catch (VenueUnavailableException)
        {
            return null;
        }
    }
}
