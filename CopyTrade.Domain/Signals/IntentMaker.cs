using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Makes one intent of one observed trade (R1.2). Pure: the same trade has the same id at any time, so a repeated sending is refused as a duplicate.</summary>
public static class IntentMaker
{
    private const int LongestOutcome = 100;

    /// <summary>The intent of a trade; null for one too small to be stated.</summary>
    /// <param name="trade">The trade.</param>
    /// <param name="book">The book when it was seen; null when it could not be read.</param>
    /// <param name="positionBefore">Tokens that the trader held before; null when not known.</param>
    public static SignalIntent? Make(EmittedTrade trade, OrderBook? book, Shares? positionBefore)
    {
        var dollars = Usdc.RoundDown(trade.Shares.Quantity * trade.Price.Value);
        if (trade.Side == OrderSide.Buy ? dollars <= Usdc.Zero : trade.Shares == Shares.Zero) return null;
        var latency = Math.Max(0m, (decimal)(trade.ObservedAt - trade.FilledAt).Ticks / TimeSpan.TicksPerMillisecond);
        return new(
            IdOf(trade.FillId),
            trade.FilledAt,
            trade.Trader,
            trade.Condition.Value,
            trade.Token,
            OutcomeOf(trade.Outcome),
            trade.Side,
            null,
            trade.Side == OrderSide.Buy ? dollars : null,
            trade.Side == OrderSide.Sell ? trade.Shares : null,
            new SignalMetadata(book?.BestBid, book?.BestAsk, decimal.Round(latency, 3), positionBefore, null, dollars, trade.TransactionHash));
    }

    /// <summary>A version 8 UUID of the SHA-256 of <c>intent:</c> and the fill id.</summary>
    public static Guid IdOf(string fillId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("intent:" + fillId));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private static string OutcomeOf(string? name)
    {
        var clean = new string([.. (name ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        if (clean.Length > LongestOutcome) clean = clean[..LongestOutcome];
        return clean.ToUpperInvariant() is "YES" or "NO" ? clean.ToUpperInvariant() : clean.Length == 0 ? "?" : clean;
    }
}
