using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What the followed wallet holds while a trial goes through its trades, as far as they were read: what it had before is not known to it.</summary>
internal sealed class TrialTarget
{
    private readonly Dictionary<TokenId, (ConditionId Condition, decimal Shares, decimal Cost)> _held = [];

    public TargetContext Before(LeaderFill fill)
    {
        var market = _held.Where(held => held.Value.Condition == fill.Condition).ToList();
        var other = market.Where(held => held.Key != fill.Token).Select(held => Of(held.Value)).FirstOrDefault();
        return new(Of(_held.GetValueOrDefault(fill.Token)), other ?? new TargetHolding(Shares.Zero, Usdc.Zero), Usdc.RoundDown(market.Sum(held => held.Value.Cost)));
    }

    public void Move(LeaderFill fill)
    {
        var (_, shares, cost) = _held.GetValueOrDefault(fill.Token);
        if (fill.Side == OrderSide.Buy) _held[fill.Token] = (fill.Condition, shares + fill.Shares.Quantity, cost + (fill.Shares.Quantity * fill.Price.Value));
        else if (shares > fill.Shares.Quantity) _held[fill.Token] = (fill.Condition, shares - fill.Shares.Quantity, cost * (1m - (fill.Shares.Quantity / shares)));
        else _held.Remove(fill.Token);
    }

    private static TargetHolding Of((ConditionId Condition, decimal Shares, decimal Cost) held) => new(Shares.RoundDown(held.Shares), Usdc.RoundDown(held.Cost));
}
