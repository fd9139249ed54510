using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A purchase as it could have been made with what was stored at the decision.</summary>
/// <param name="Shares">Quantity, above zero.</param>
/// <param name="Price">Dollars a share.</param>
/// <param name="Basis">Where the price comes from.</param>
/// <param name="Fee">Taker fee by the market's schedule.</param>
public sealed record ModelEntry(Shares Shares, Price Price, EntryBasis Basis, Usdc Fee)
{
    /// <summary>What an order would have met; null where nobody offered anything.</summary>
    public static ModelEntry? Of(MirrorInput input, Shares wanted)
    {
        var (shares, price, basis) = (wanted, input.Fill.Price, EntryBasis.TheirPrice);
        if (input.Book is { } book)
        {
            if (book.BestAsk is not { } ask) return null;
            (shares, price, basis) = (ask.Value == 0m ? wanted : Shares.Min(wanted, Shares.RoundDown(book.AskDepth.Amount / ask.Value)), ask, EntryBasis.Book);
        }

        return shares == Shares.Zero ? null : new(shares, price, basis, input.Market is { } market ? PlatformFee.Charged(shares, price, market.FeeRate, market.FeeExponent) : Usdc.Zero);
    }

    /// <summary>What it makes when left at this many dollars a share, fee taken off; exits cost nothing here.</summary>
    public decimal ProfitAt(decimal exit) => (Shares.Quantity * (exit - Price.Value)) - Fee.Amount;
}
