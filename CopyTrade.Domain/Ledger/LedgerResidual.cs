using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Ledger;

/// <summary>How far the ledger and what venue or chain report were apart on a day. Null is "not compared", which is not zero.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="LedgerCash">Cash by the ledger.</param>
/// <param name="VenueCash">Cash as reported; null when not known.</param>
/// <param name="CashApart">Reported less ledger; null when not compared.</param>
/// <param name="PositionsApart">Outcomes whose shares differ; null when not compared.</param>
/// <param name="SharesApart">Sum of the differences in shares, each without its sign; null when not compared.</param>
/// <param name="WhyNot">Why something was not compared, one sentence; null when all was.</param>
/// <param name="ComparedAt">When.</param>
public sealed record LedgerResidual(DateOnly Day, Usdc LedgerCash, Usdc? VenueCash, Usdc? CashApart, int? PositionsApart, decimal? SharesApart, string? WhyNot, DateTimeOffset ComparedAt)
{
    /// <summary>Cash and every position were compared and nothing is left over.</summary>
    public bool IsProved => CashApart == Usdc.Zero && PositionsApart == 0;
}
