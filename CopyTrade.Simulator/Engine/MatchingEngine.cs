using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>Price-time matching. The taker gets the maker's price.</summary>
internal sealed class MatchingEngine(VenueState state, Settlement settlement, IVenueEvents events)
{
    /// <summary>Could the whole order be filled now?</summary>
    public static bool CanFill(BookOrder order)
    {
        var (shares, dollars) = (0m, 0m);
        foreach (var (price, resting) in order.Market.Books[order.OutcomeIndex].Levels(Wire.Opposite(order.Side)))
        {
            if (!IsWithin(order, price))
            {
                break;
            }

            shares += resting.Sum(o => o.Remaining);
            dollars += price * resting.Sum(o => o.Remaining);
        }

        return order.Budget is { } budget ? dollars >= budget : shares >= order.Size;
    }

    /// <summary>Takes what there is and rests the remainder of a GTC or GTD order.</summary>
    public IReadOnlyList<MatchedTrade> Place(BookOrder order)
    {
        state.Orders[order.Id] = order;
        var trades = Take(order);
        var book = order.Market.Books[order.OutcomeIndex];
        if (order.Type is TimeInForce.Gtc or TimeInForce.Gtd && order.Remaining > 0m)
        {
            book.Add(order);
            order.Account.Rest(order);
        }
        else
        {
            order.Status = order.Matched > 0m ? "MATCHED" : "CANCELED";
        }

        events.OrderChanged(order, "PLACEMENT");
        if (order.Matched > 0m)
        {
            events.OrderChanged(order, "UPDATE");
        }

        settlement.Begin(trades);
        if (order.IsBot && order.Status != "LIVE")
        {
            state.Orders.Remove(order.Id);
        }

        return trades;
    }

    public bool Cancel(BookOrder order, string status = "CANCELED")
    {
        if (order.Status != "LIVE")
        {
            return false;
        }

        order.Market.Books[order.OutcomeIndex].Remove(order);
        order.Status = status;
        events.OrderChanged(order, "CANCELLATION");
        if (order.IsBot)
        {
            state.Orders.Remove(order.Id);
        }

        return true;
    }

    /// <summary>The venue ends a GTD order a minute before the time it carries.</summary>
    public void EndInTime(BookOrder order, Scheduler scheduler)
    {
        if (order.Type != TimeInForce.Gtd || order.Status != "LIVE")
        {
            return;
        }

        scheduler.At(DateTimeOffset.FromUnixTimeSeconds(order.Expiration - 60), () =>
        {
            if (Cancel(order))
            {
                events.BooksChanged();
            }
        });
    }

    private static bool IsWithin(BookOrder order, decimal price) => order.Side == OrderSide.Buy ? price <= order.Price : price >= order.Price;

    private List<MatchedTrade> Take(BookOrder order)
    {
        var trades = new List<MatchedTrade>();
        var book = order.Market.Books[order.OutcomeIndex];
        var transaction = state.Ids.Hash("tx", order.Id + order.CreatedAt.UtcTicks);
        while (Wanted(order, book) is { } wanted && wanted.Shares > 0m)
        {
            var fills = Fill(order, book, wanted.Price, wanted.Shares);
            trades.Add(Record(order, wanted.Price, fills, transaction));
        }

        return trades;
    }

    private static (decimal Price, decimal Shares)? Wanted(BookOrder order, TokenBook book)
    {
        var best = order.Side == OrderSide.Buy ? book.BestAsk : book.BestBid;
        if (best is not { } price || !IsWithin(order, price))
        {
            return null;
        }

        return (price, order.Budget is { } budget ? decimal.Round((budget - order.Spent) / price, 6, MidpointRounding.ToZero) : order.Remaining);
    }

    private static List<MakerFill> Fill(BookOrder order, TokenBook book, decimal price, decimal wanted)
    {
        var fills = new List<MakerFill>();
        foreach (var maker in book.Levels(Wire.Opposite(order.Side)).First().Value.ToArray())
        {
            var size = Math.Min(wanted, maker.Remaining);
            if (size <= 0m)
            {
                break;
            }

            wanted -= size;
            order.Matched += size;
            order.Spent += size * price;
            maker.Matched += size;
            maker.Spent += size * price;
            fills.Add(new(maker, size));
            book.Touch(maker);
            if (maker.Remaining == 0m)
            {
                book.Remove(maker);
                maker.Status = "MATCHED";
            }
        }

        return fills;
    }

    private MatchedTrade Record(BookOrder order, decimal price, List<MakerFill> fills, string transaction)
    {
        var size = fills.Sum(f => f.Size);
        var trade = new MatchedTrade
        {
            Id = state.Ids.NextGuid("trade"),
            Taker = order,
            Price = price,
            Size = size,
            Fee = Fees.Of(order.Market, size, price),
            Makers = fills,
            MatchedAt = state.Now,
            UpdatedAt = state.Now,
            TransactionHash = state.Outside is not null && (order.Owner.Length > 0 || fills.Any(f => f.Order.Owner.Length > 0)) ? "" : transaction,
        };
        order.TradeIds.Add(trade.Id);
        var book = order.Market.Books[order.OutcomeIndex];
        (book.LastPrice, book.LastSide) = (price, order.Side);
        foreach (var fill in fills)
        {
            fill.Order.TradeIds.Add(trade.Id);
            events.OrderChanged(fill.Order, "UPDATE");
            if (fill.Order is { IsBot: true, Status: not "LIVE" })
            {
                state.Orders.Remove(fill.Order.Id);
            }
        }

        events.LastTrade(trade);
        return trade;
    }
}
