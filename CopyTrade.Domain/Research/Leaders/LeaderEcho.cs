using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What strangers bought of the same token in the minute before and the minute after an entry, taking what was offered, from the market's public trades.</summary>
/// <param name="Token">The outcome token.</param>
/// <param name="At">The entry, whole seconds, UTC.</param>
/// <param name="Before">Dollars in the minute before, the second of the entry left out.</param>
/// <param name="After">Dollars in the minute after, the second of the entry left out.</param>
/// <param name="WalletsBefore">Wallets behind <paramref name="Before"/>.</param>
/// <param name="WalletsAfter">Wallets behind <paramref name="After"/>.</param>
public sealed record LeaderEcho(TokenId Token, DateTimeOffset At, Usdc Before, Usdc After, int WalletsBefore, int WalletsAfter)
{
    /// <summary>Seconds on either side.</summary>
    public const int Seconds = 60;

    /// <summary>From the trades of the market around the entry.</summary>
    public static LeaderEcho Of(WalletAddress wallet, TokenId token, DateTimeOffset at, IEnumerable<WalletTrade> trades)
    {
        var entered = at.ToUnixTimeSeconds();
        var others = trades.Where(trade => trade.Wallet != wallet && trade.Token == token && trade.Side == OrderSide.Buy && Math.Abs(trade.UnixSeconds - entered) <= Seconds).ToList();
        var (before, after) = (others.Where(trade => trade.UnixSeconds < entered).ToList(), others.Where(trade => trade.UnixSeconds > entered).ToList());
        return new(token, at, Dollars(before), Dollars(after), Wallets(before), Wallets(after));
    }

    private static Usdc Dollars(List<WalletTrade> trades) => LeaderCalculator.Sum(trades.Select(trade => trade.Shares.CostAt(trade.Price)));

    private static int Wallets(List<WalletTrade> trades) => trades.Select(trade => trade.Wallet).Distinct().Count();
}
