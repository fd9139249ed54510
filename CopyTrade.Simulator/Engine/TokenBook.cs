using CopyTrade.Domain.Venue;

namespace CopyTrade.Simulator.Engine;

/// <summary>Resting orders of one token: best price first, then first come.</summary>
internal sealed class TokenBook
{
    private readonly SortedDictionary<decimal, List<BookOrder>> _bids = new(Comparer<decimal>.Create((a, b) => b.CompareTo(a)));
    private readonly SortedDictionary<decimal, List<BookOrder>> _asks = [];

    /// <summary>Levels that changed since they were last published.</summary>
    public HashSet<(OrderSide Side, decimal Price)> Dirty { get; } = [];

    public decimal? LastPrice { get; set; }

    public OrderSide LastSide { get; set; }

    public decimal? BestBid => Best(_bids);

    public decimal? BestAsk => Best(_asks);

    public IEnumerable<KeyValuePair<decimal, List<BookOrder>>> Levels(OrderSide side) => side == OrderSide.Buy ? _bids : _asks;

    public decimal SizeAt(OrderSide side, decimal price) => Of(side).TryGetValue(price, out var orders) ? orders.Sum(o => o.Remaining) : 0m;

    public bool Crosses(OrderSide side, decimal price) => side == OrderSide.Buy ? BestAsk <= price : BestBid >= price;

    public void Add(BookOrder order)
    {
        var side = Of(order.Side);
        if (!side.TryGetValue(order.Price, out var orders))
        {
            side[order.Price] = orders = [];
        }

        orders.Add(order);
        Dirty.Add((order.Side, order.Price));
    }

    public void Remove(BookOrder order)
    {
        if (Of(order.Side).TryGetValue(order.Price, out var orders) && orders.Remove(order))
        {
            Dirty.Add((order.Side, order.Price));
            if (orders.Count == 0)
            {
                Of(order.Side).Remove(order.Price);
            }
        }
    }

    public void Touch(BookOrder order) => Dirty.Add((order.Side, order.Price));

    private static decimal? Best(SortedDictionary<decimal, List<BookOrder>> side)
    {
        foreach (var level in side)
        {
            return level.Key;
        }

        return null;
    }

    private SortedDictionary<decimal, List<BookOrder>> Of(OrderSide side) => side == OrderSide.Buy ? _bids : _asks;
}
