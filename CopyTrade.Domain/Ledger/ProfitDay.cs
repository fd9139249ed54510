using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>The state at the end of a UTC day, or now for the last one; dollars.</summary>
/// <param name="Day">The day.</param>
/// <param name="Total">Everything up to then.</param>
/// <param name="Capital">Put in less taken out, up to then.</param>
/// <param name="Change">Net profit of this day alone.</param>
/// <param name="Realized">Realised on this day.</param>
/// <param name="Trades">Confirmed purchases and sales of this day.</param>
public sealed record ProfitDay(DateOnly Day, Profit Total, Usdc Capital, Usdc Change, Usdc Realized, int Trades)
{
    /// <summary>Some position had no mark then: the change is that of what was known.</summary>
    public bool IsPartial => Total.Unmarked > 0;
}
