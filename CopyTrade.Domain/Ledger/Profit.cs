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
/// <param name="Rebates">Maker rebates.</param>
/// <param name="Unassigned">Brought by sales of what no lot held; in no profit.</param>
/// <param name="Trades">Confirmed purchases and sales.</param>
/// <param name="Bought">Dollars spent on purchases and splits.</param>
public sealed record Profit(
    Usdc Realized, Usdc OpenResult, Usdc OpenValue, Usdc OpenCost, Usdc UnmarkedCost, int OpenPositions, int Unmarked, Usdc Fees, Usdc Rebates, Usdc Unassigned, int Trades, Usdc Bought)
{
    /// <summary>Realised, rebates, and the open result as far as it is known.</summary>
    public Usdc Net => Realized + Rebates + OpenResult;

    /// <summary>Fees less rebates (R2.16).</summary>
    public Usdc NetFees => Fees - Rebates;
}
