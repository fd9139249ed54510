using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>The copier's own money and shares in a trial.</summary>
internal sealed class TrialBook(Usdc capital, CopyCost cost)
{
    private static readonly Price Highest = Price.Of(0.999m);
    private readonly Dictionary<TokenId, Lot> _lots = [];
    private readonly Dictionary<DateOnly, decimal> _days = [];
    private readonly List<(DateTimeOffset At, ConditionId Condition)> _entries = [];
    private decimal _cash = capital.Amount;
    private decimal _spent;
    private decimal _spread;
    private decimal _fees;
    private decimal _realised;
    private int _copied;

    public MirrorSnapshot Snapshot(LeaderFill fill, TokenId? opposite)
    {
        var own = _lots.GetValueOrDefault(fill.Token);
        var other = opposite is null ? null : _lots.GetValueOrDefault(opposite);
        var all = _lots.Values.Sum(lot => lot.Cost);
        var market = _lots.Values.Where(lot => lot.Condition == fill.Condition).Sum(lot => lot.Cost);
        return new(
            false, Shares.RoundDown(own?.Shares ?? 0m), Shares.RoundDown(other?.Shares ?? 0m), Usdc.RoundUp(own?.Cost ?? 0m), 0, Usdc.RoundDown(Math.Max(0m, _cash)),
            new OwnExposure(
                Usdc.RoundUp(other?.Cost ?? 0m), Usdc.RoundUp(market), Usdc.RoundUp(all), Usdc.RoundUp(all), Usdc.RoundDown(_days.GetValueOrDefault(DateOnly.FromDateTime(fill.At.UtcDateTime))),
                _entries.Count(entry => entry.At > fill.At.AddHours(-1)), _entries.Where(entry => entry.Condition == fill.Condition).Select(entry => (DateTimeOffset?)entry.At).LastOrDefault()));
    }

    /// <summary>False when the purse no longer holds what the costs made of it, or there is nothing to sell.</summary>
    public bool Trade(DateTimeOffset at, ConditionId condition, TokenId token, OrderSide side, Shares shares, Price limit, LeaderMarket? market)
    {
        var worse = limit.Value * (cost.HalfSpread + cost.Slippage);
        var price = Price.RoundNearest(side == OrderSide.Buy ? Math.Min(Highest.Value, limit.Value + worse) : Math.Max(0m, limit.Value - worse));
        var fee = PlatformFee.Charged(shares, price, market?.FeeRate ?? 0m, market?.FeeExponent ?? 1).Amount;
        var lot = _lots.GetValueOrDefault(token);
        if (side == OrderSide.Buy)
        {
            var paid = shares.CostAt(price).Amount + fee;
            if (paid > _cash) return false;   // what the costs add no longer fits the purse
            _lots[token] = new(condition, (lot?.Shares ?? 0m) + shares.Quantity, (lot?.Cost ?? 0m) + paid);
            (_cash, _spent) = (_cash - paid, _spent + paid);
            _entries.Add((at, condition));
        }
        else
        {
            if (lot is null) return false;
            var sold = Math.Min(lot.Shares, shares.Quantity);
            var received = Usdc.RoundDown(sold * price.Value).Amount - fee;
            Close(at, token, lot, sold, received);
        }

        (_copied, _fees, _spread) = (_copied + 1, _fees + fee, _spread + (shares.Quantity * Math.Abs(price.Value - limit.Value)));
        return true;
    }

    /// <summary>Pays what markets paid that ended by then.</summary>
    public void Settle(IReadOnlyDictionary<ConditionId, LeaderMarket> markets, DateTimeOffset now)
    {
        foreach (var (token, lot) in _lots.ToList())
        {
            if (markets.GetValueOrDefault(lot.Condition) is { Payouts: { } payouts, EndsAt: { } ended } && ended <= now && payouts.TryGetValue(token.Value, out var payout))
                Close(ended, token, lot, lot.Shares, Usdc.RoundDown(lot.Shares * payout).Amount);
        }
    }

    public TrialResult Result(LeaderHistory history, IReadOnlyDictionary<TokenId, TokenMark> marks, DateTimeOffset from)
    {
        var known = _lots.Where(lot => marks.ContainsKey(lot.Key)).ToList();
        var unknown = _lots.Where(lot => !marks.ContainsKey(lot.Key)).Select(lot => lot.Value).ToList();
        var days = Days(from, history.AsOf);
        var (peak, worst) = (0m, 0m);
        foreach (var day in days)
        {
            peak = Math.Max(peak, day.Total.Amount);
            worst = Math.Min(worst, day.Total.Amount - peak);
        }

        return new()
        {
            From = from, To = history.AsOf, Cost = cost, Copied = _copied, Spent = Usdc.RoundUp(_spent), PaidSpread = Usdc.RoundUp(_spread), PaidFees = Usdc.RoundUp(_fees), Realised = Usdc.RoundDown(_realised),
            Open = Usdc.RoundDown(known.Sum(lot => (lot.Value.Shares * marks[lot.Key].Value.Value) - lot.Value.Cost)), Unvalued = unknown.Count, UnvaluedCost = Usdc.RoundUp(unknown.Sum(lot => lot.Cost)),
            Dust = _lots.Values.Count(lot => lot.Shares < (history.Markets.GetValueOrDefault(lot.Condition)?.MinimumShares.Quantity ?? 0m)), Days = days, Drawdown = Usdc.RoundDown(worst),
        };
    }

    private void Close(DateTimeOffset at, TokenId token, Lot lot, decimal shares, decimal received)
    {
        var part = lot.Shares == shares ? lot.Cost : lot.Cost * (shares / lot.Shares);
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        (_cash, _realised, _days[day]) = (_cash + received, _realised + received - part, _days.GetValueOrDefault(day) + received - part);
        if (lot.Shares == shares) _lots.Remove(token);
        else _lots[token] = new(lot.Condition, lot.Shares - shares, lot.Cost - part);
    }

    private List<EquityDay> Days(DateTimeOffset from, DateTimeOffset to)
    {
        var (days, total) = (new List<EquityDay>(), 0m);
        for (var day = DateOnly.FromDateTime(from.UtcDateTime); day <= DateOnly.FromDateTime(to.UtcDateTime); day = day.AddDays(1)) days.Add(new(day, Usdc.RoundDown(total += _days.GetValueOrDefault(day))));
        return days;
    }

    private sealed record Lot(ConditionId Condition, decimal Shares, decimal Cost);
}
