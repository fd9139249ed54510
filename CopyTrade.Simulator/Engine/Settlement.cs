using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Chain.Outside;
using CopyTrade.Simulator.Faults;

namespace CopyTrade.Simulator.Engine;

/// <summary>
/// MATCHED to MINED to CONFIRMED, or FAILED. What leaves an account leaves at the match; what comes in arrives with the block:
/// the venue's own by its clock, or an outside chain's.
/// </summary>
internal sealed class Settlement(VenueState state, Scheduler scheduler, FaultBoard faults, IVenueEvents events)
{
    public void Begin(IReadOnlyList<MatchedTrade> trades)
    {
        if (trades.Count == 0)
        {
            return;
        }

        var isCustomers = trades.Any(t => t.IsCustomers);
        var outside = isCustomers ? state.Outside : null;
        foreach (var trade in trades)
        {
            state.Remember(trade);
            MoveOut(trade, 1m);
            if (outside is null)
            {
                Publish(trade);
            }

            events.TradeChanged(trade);
        }

        if (isCustomers && faults.TakeSettlement() is { } fault)
        {
            if (fault.FailAfterMs is { } wait)
            {
                scheduler.After(TimeSpan.FromMilliseconds(wait), () => Fail(trades));
            }

            return;
        }

        if (outside is not null)
        {
            outside.Settle(trades);
            return;
        }

        scheduler.After(state.Options.MinedAfter, () => Mine(trades));
    }

    /// <summary>A block of the outside chain has them: only now is it known what transaction the data feed can name.</summary>
    public void Mined(IReadOnlyList<MatchedTrade> trades)
    {
        foreach (var trade in trades)
        {
            MoveIn(trade);
            Publish(trade);
            Advance(trade, "MINED");
        }
    }

    /// <summary>Goes on with trades that were on their way when the venue was last stopped.</summary>
    public void Continue(IReadOnlyList<MatchedTrade> trades)
    {
        MatchedTrade[] matched = [.. trades.Where(t => t.Status == "MATCHED")];
        MatchedTrade[] mined = [.. trades.Where(t => t.Status == "MINED")];
        scheduler.After(state.Options.MinedAfter, () => Mine(matched));
        scheduler.After(state.Options.ConfirmedAfter, () => Confirm(mined));
    }

    private void Mine(IReadOnlyList<MatchedTrade> trades)
    {
        foreach (var trade in trades)
        {
            MoveIn(trade);
            Advance(trade, "MINED");
        }

        scheduler.After(state.Options.ConfirmedAfter, () => Confirm(trades));
    }

    public void Confirm(IReadOnlyList<MatchedTrade> trades)
    {
        foreach (var trade in trades)
        {
            Advance(trade, "CONFIRMED");
        }
    }

    public void Fail(IReadOnlyList<MatchedTrade> trades)
    {
        foreach (var trade in trades)
        {
            MoveOut(trade, -1m);
            Advance(trade, "FAILED");
        }

        state.Rows.RemoveTrades(trades.Select(t => t.Id).ToHashSet());
    }

    private void Advance(MatchedTrade trade, string status)
    {
        (trade.Status, trade.UpdatedAt) = (status, state.Now);
        events.TradeChanged(trade);
    }

    private static void MoveOut(MatchedTrade trade, decimal sign)
    {
        foreach (var (account, side, size, fee) in Parties(trade))
        {
            if (side == OrderSide.Buy)
            {
                account.Usdc -= sign * ((size * trade.Price) + fee);
            }
            else if (sign > 0m)
            {
                account.HoldingOf(trade.Taker.Token).Remove(size, trade.Price);
            }
            else
            {
                account.HoldingOf(trade.Taker.Token).Shares += size;
            }
        }
    }

    private static void MoveIn(MatchedTrade trade)
    {
        foreach (var (account, side, size, fee) in Parties(trade))
        {
            account.Volume += size * trade.Price;
            if (side == OrderSide.Buy)
            {
                account.HoldingOf(trade.Taker.Token).Add(size, trade.Price);
            }
            else
            {
                account.Usdc += (size * trade.Price) - fee;
            }
        }
    }

    public static IEnumerable<(Account Account, OrderSide Side, decimal Size, decimal Fee)> Parties(MatchedTrade trade) =>
        trade.Makers.Select(m => (m.Order.Account, m.Order.Side, m.Size, 0m)).Prepend((trade.Taker.Account, trade.Side, trade.Size, trade.Fee));

    // One row of the taker and one of the maker for each resting order met, as the chain logs them.
    private void Publish(MatchedTrade trade)
    {
        foreach (var fill in trade.Makers)
        {
            var fee = decimal.Round(trade.Fee * fill.Size / trade.Size, 6);
            events.Row(state.Rows.Add(Row(trade, trade.Taker, fill.Size, fee, true)));
            state.Rows.Add(Row(trade, fill.Order, fill.Size, 0m, false));
        }
    }

    private TradeRow Row(MatchedTrade trade, BookOrder order, decimal size, decimal fee, bool isTaker) => new()
    {
        Account = order.Account,
        Side = Wire.Word(order.Side),
        Market = order.Market,
        OutcomeIndex = order.OutcomeIndex,
        Size = size,
        Price = trade.Price,
        Cash = (size * trade.Price) + (order.Side == OrderSide.Buy ? fee : -fee),
        Timestamp = trade.MatchedAt.ToUnixTimeSeconds(),
        TransactionHash = trade.TransactionHash,
        IsTaker = isTaker,
        VisibleAt = trade.MatchedAt + state.Options.DataLag,
        TradeId = trade.Id,
    };
}
