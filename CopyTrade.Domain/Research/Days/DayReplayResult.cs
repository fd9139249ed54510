using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Leaders;

namespace CopyTrade.Domain.Research.Days;

/// <summary>What a tenant's rules would have made of a wallet's last day. In no book and in no figure of the account.</summary>
/// <param name="Trial">The sums, by the engine of every trial.</param>
/// <param name="Capital">Dollars that it began with: what was free then, or what a trial begins with.</param>
/// <param name="Trades">The trades, newest first; of very many the newest <see cref="MostKept"/>.</param>
/// <param name="NewestBefore">When the day held no trade: that of the last one before it, UTC; null when none was found.</param>
public sealed record DayReplayResult(TrialResult Trial, Usdc Capital, IReadOnlyList<ReplayedTrade> Trades, DateTimeOffset? NewestBefore = null)
{
    /// <summary>Trades that are kept one by one; the sums hold them all.</summary>
    public const int MostKept = 300;
}
