using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;

namespace CopyTrade.Simulator.Streams;

/// <summary>Hands what happens at the venue to its three streams.</summary>
internal sealed class VenueStreams : IVenueEvents
{
    private readonly VenueState _state;

    public VenueStreams(VenueState state, FaultBoard faults, TimeProvider clock)
    {
        _state = state;
        Market = new(state, faults, clock);
        User = new(state, faults, clock);
        Activity = new(state, faults, clock);
    }

    public MarketStream Market { get; }

    public UserStream User { get; }

    public ActivityStream Activity { get; }

    public void CloseAll()
    {
        foreach (var connection in Market.Channel.Connections.Concat(User.Channel.Connections).Concat(Activity.Channel.Connections))
        {
            connection.Close();
        }
    }

    public void OrderChanged(BookOrder order, string change, string? status = null)
    {
        if (order.Owner.Length > 0)
        {
            _state.CustomerChanged();
            User.Order(order, change, status ?? order.Status);
        }
    }

    public void TradeChanged(MatchedTrade trade)
    {
        if (trade.IsCustomers)
        {
            _state.CustomerChanged();
        }

        User.Trade(trade);
    }

    public void LastTrade(MatchedTrade trade)
    {
        trade.Taker.Market.Volume += trade.Size * trade.Price;
        Market.LastTrade(trade.Taker.Market, trade.Taker.Token, trade.Price, trade.Size, Wire.Word(trade.Side), trade.TransactionHash);
    }

    public void Row(TradeRow row) => Activity.Row(row);

    public void BooksChanged() => Market.BooksChanged();
}
