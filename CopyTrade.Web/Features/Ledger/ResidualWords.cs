using CopyTrade.Domain.Ledger;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Ledger;

/// <summary>A comparison with the venue, in words.</summary>
public static class ResidualWords
{
    /// <summary>A few words beside the number.</summary>
    public static string Short(LedgerResidual? residual) => residual switch
    {
        null => "not compared yet",
        { IsProved: true } => "cash and positions agree",
        { CashApart: null } => "not compared",
        { CashBeside: not null, ElsewhereTrades: { } trades } => trades == 1 ? "with 1 trade made elsewhere" : $"with {trades} trades made elsewhere",
        { PositionsApart: null } => "cash compared, positions not",
        { PositionsApart: > 0 and var apart } => $"{apart} {(apart == 1 ? "position differs" : "positions differ")}",
        _ => "against the venue's report",
    };

    /// <summary>One sentence.</summary>
    public static string Long(LedgerResidual residual) => residual switch
    {
        { IsProved: true } => "Cash and every position agree with venue and chain.",
        { ElsewhereTrades: > 0 and var trades, CashBeside: { } beside } =>
            $"{(trades == 1 ? "1 trade of this wallet was" : $"{trades} trades of this wallet were")} not ordered here. Without {(trades == 1 ? "it" : "them")} the cash differs by {Format.Usd(beside.Amount, true)}: fees of {(trades == 1 ? "that trade" : "those trades")} are not known.",
        { WhyNot: { } why } => why,
        { CashApart.Amount: not 0m, PositionsApart: 0 } => "Positions agree. The cash differs: a deposit that the venue has not told yet, or a trade that was not made here, shows like this.",
        _ => $"{residual.PositionsApart} positions differ by {Format.Shares(residual.SharesApart)} shares.",
    };
}
