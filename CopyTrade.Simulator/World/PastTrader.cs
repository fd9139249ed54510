using System.Globalization;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>Makes up the rows of one trader.</summary>
internal sealed class PastTrader(VenueState state, Leader trader, PastHabit habit, DateTimeOffset end)
{
    private const int LastDays = 14;
    private readonly List<TradeRow> _rows = [];
    private readonly Random _random = InventedPast.RandomOf(state, trader.Account.Address);

    public IReadOnlyCollection<TradeRow> Trade(IEnumerable<DateTimeOffset> days, IReadOnlyDictionary<DateTimeOffset, ListedMarket[]> markets)
    {
        foreach (var day in days.Where(day => habit.Trick != PastTrick.Stopped || day < end.AddDays(-42)))
        {
            var trades = (int)(habit.TradesADay * (0.4 + (1.2 * _random.NextDouble())) + _random.NextDouble());
            for (var i = 0; i < trades && markets[day].Length > 0; i++)
            {
                Enter(markets[day][_random.Next(markets[day].Length)]);
            }
        }

        return _rows;
    }

    private void Enter(ListedMarket market)
    {
        var winner = market.Fair == 1m ? 0 : 1;
        var knows = _random.NextDouble() < Math.Abs(habit.Skill);
        var outcome = knows ? (habit.Skill > 0 ? winner : 1 - winner) : _random.NextDouble() < (double)market.OpenedAt ? 0 : 1;
        var life = market.EndDate - market.StartDate;
        var at = market.StartDate + (life * (0.05 + (0.6 * _random.NextDouble())));
        var price = PriceOf(market, outcome, 0.0);
        var dollars = DollarsOf(at);
        if (habit.Trick == PastTrick.OneHit && knows is false && _random.Next(60) == 0)
        {
            (outcome, dollars) = (winner, dollars * 40m);
        }

        var size = decimal.Round(dollars / price, 2);
        Add(market, outcome, "BUY", size, price, at);
        if (habit.Trick == PastTrick.Wash && _random.Next(3) == 0)
        {
            Add(market, outcome, "SELL", size, price, at.AddSeconds(_random.Next(2, 30)));
            return;
        }

        if (habit.Trick == PastTrick.BothSides)
        {
            var other = PriceOf(market, 1 - outcome, 0.0) - 0.02m;
            Add(market, 1 - outcome, "BUY", size, other, at.AddMinutes(_random.Next(1, 40)));
            return;
        }

        if (_random.NextDouble() < habit.Exits)
        {
            var later = 0.2 + (0.6 * _random.NextDouble());
            Add(market, outcome, "SELL", size, PriceOf(market, outcome, later), at + ((market.EndDate - at) * later));
        }
    }

    // On its way from where it opened to its end, with noise; never at the end itself.
    private decimal PriceOf(ListedMarket market, int outcome, double way)
    {
        var (open, last) = (outcome == 0 ? (double)market.OpenedAt : 1 - (double)market.OpenedAt, (double)market.FairOf(outcome));
        var price = open + ((last - open) * way * 0.6) + ((_random.NextDouble() - 0.5) * 0.06);
        return decimal.Round((decimal)Math.Clamp(price, 0.03, 0.97), 2);
    }

    private decimal DollarsOf(DateTimeOffset at)
    {
        var dollars = _random.Next(trader.SmallestDollars, trader.LargestDollars + 1);
        return habit.Trick == PastTrick.Shrinks && at > end.AddDays(-LastDays) ? Math.Max(2, dollars / 3) : dollars;
    }

    private void Add(ListedMarket market, int outcome, string side, decimal size, decimal price, DateTimeOffset at) => _rows.Add(new()
    {
        Account = trader.Account,
        Side = side,
        Market = market,
        OutcomeIndex = outcome,
        Size = size,
        Price = price,
        Cash = size * price,
        Timestamp = at.ToUnixTimeSeconds(),
        TransactionHash = state.Ids.Hash("past-transaction", string.Create(CultureInfo.InvariantCulture, $"{trader.Account.Address}:{_rows.Count}")),
        IsTaker = _random.NextDouble() < habit.IsTaker,
        VisibleAt = at,
    });
}
