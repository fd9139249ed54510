using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A position of a candidate that is over, as the venue states it.</summary>
/// <param name="Condition">The market.</param>
/// <param name="Token">The outcome token.</param>
/// <param name="AveragePrice">Average entry, dollars a share.</param>
/// <param name="Bought">Shares bought in all.</param>
/// <param name="Pnl">Realised result in dollars, fees as the venue counts them.</param>
/// <param name="EndPrice">What a share is worth since: 0 or 1 when the market was decided; null when not stated.</param>
/// <param name="ClosedAt">When it was closed, UTC.</param>
/// <param name="Title">Untrusted text.</param>
/// <param name="Outcome">Untrusted text.</param>
public sealed record LeaderClosing(ConditionId Condition, TokenId Token, Price AveragePrice, Shares Bought, Usdc Pnl, Price? EndPrice, DateTimeOffset ClosedAt, string? Title, string? Outcome)
{
    /// <summary>What the entries cost, rounded up.</summary>
    public Usdc Cost => Bought.CostAt(AveragePrice);

    /// <summary>Result over cost; null without a cost.</summary>
    public double? Return => Cost.Amount > 0m ? (double)(Pnl.Amount / Cost.Amount) : null;

    /// <summary>Whether the outcome came true; null while that is not known.</summary>
    public bool? Won => EndPrice?.Value switch { 1m => true, 0m => false, _ => null };
}
