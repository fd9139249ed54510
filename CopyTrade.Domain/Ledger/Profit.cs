using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>What was made, in dollars. Unknown is not zero: positions without a mark are in no sum and are counted.</summary>
/// <param name="Realized">Of what was closed, fees taken off.</param>
/// <param name="OpenResult">Value less cost of the marked open positions.</param>
/// <param name="OpenValue">Of the marked open positions.</param>
/// <param name="OpenCost">Of the marked open positions.</param>
/// <param name="UnmarkedCost">What the open positions without a mark cost.</param>
/// <param name="OpenPositions">Positions with shares.</param>
/// <param name="Unmarked">Of these, without a mark.</param>
/// <param name="Fees">Charged at the match, gross; contained in cost and proceeds.</param>
/// <param name="Rebates">Rebates of fees.</param>
/// <param name="Unassigned">Brought by sales of what no lot held; in no profit.</param>
/// <param name="Trades">Confirmed purchases and sales.</param>
/// <param name="Bought">Dollars spent on purchases and splits.</param>
/// <param name="Rewards">Paid by the venue for liquidity, referrals or as interest.</param>
public sealed record Profit(
    Usdc Realized, Usdc OpenResult, Usdc OpenValue, Usdc OpenCost, Usdc UnmarkedCost, int OpenPositions, int Unmarked, Usdc Fees, Usdc Rebates, Usdc Unassigned, int Trades, Usdc Bought, Usdc Rewards = default)
{
    /// <summary>Realised, rebates, rewards, and the open result as far as it is known.</summary>
    public Usdc Net => Realized + Rebates + Rewards + OpenResult;

    /// <summary>Fees less rebates (R2.16).</summary>
    public Usdc NetFees => Fees - Rebates;
}
