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
    /// <summary>Trades of the wallet that no order here led to, since its first comparison; null when its record was not read.</summary>
    public int? ElsewhereTrades { get; init; }

    /// <summary>What those did to the cash, dollars before fees that nobody told: a part of <see cref="CashApart"/>.</summary>
    public Usdc? ElsewhereCash { get; init; }

    /// <summary>How many of <see cref="SharesApart"/> they explain.</summary>
    public decimal? ElsewhereShares { get; init; }

    /// <summary>What is left of the cash apart without them; null when there are none, or when nothing was compared.</summary>
    public Usdc? CashBeside => ElsewhereTrades > 0 && CashApart is { } apart && ElsewhereCash is { } elsewhere ? apart - elsewhere : null;

    /// <summary>Cash and every position were compared and nothing is left over.</summary>
    public bool IsProved => CashApart == Usdc.Zero && PositionsApart == 0;
}
