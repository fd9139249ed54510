using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>Lets the made-up leaders trade by their habits.</summary>
internal sealed class LeaderTrader(VenueState state, Scheduler scheduler, MatchingEngine matching, QuoteMaker makers, IVenueEvents events, Random random)
{
    public List<Leader> Cast { get; } = [];

    /// <summary>Others who have a past and trade rarely.</summary>
    public List<Leader> Crowd { get; } = [];

    public IEnumerable<Leader> All => Cast.Concat(Crowd);

    /// <summary>Before anything is put back into the world.</summary>
    public void Introduce()
    {
        Add("Marlow Vane", "Brisk-Heron", "frequent, small", 8, 4, 25, LeaderHabit.Mixed);
        Add("Ines Calder", "Tidy-Lantern", "frequent, both sides of one market", 9, 8, 60, LeaderHabit.TwoSided);
        Add("Odd Bergstrom", "Plain-Anvil", "scales in step by step", 10, 10, 80, LeaderHabit.ScalesIn);
        Add("Quiet Harbour", "Mellow-Tide", "buys, then exits at once", 14, 20, 120, LeaderHabit.Exits);
        Add("Sena Okafor", "Keen-Falcon", "mixed, medium", 25, 30, 250, LeaderHabit.Mixed);
        Add("Tobias Lund", "Grand-Bison", "large and rare", 75, 400, 1500, LeaderHabit.Mixed);
        Add("Wren & Sons", "Calm-Juniper", "scales in, large", 45, 100, 500, LeaderHabit.ScalesIn);
        Add("Pia Laurent", "Bright-Thistle", "small seller of winners", 18, 6, 40, LeaderHabit.Exits);
        if (state.Options.ReplayFile is null)
        {
            Crowd.AddRange(Enumerable.Range(0, state.Options.Crowd).Select(number => CrowdNames.Of(state, number)));
        }
    }

    public void Start()
    {
        if (state.Options.Leaders && state.Options.ReplayFile is null)
        {
            Cast.ForEach(Schedule);
            Crowd.ForEach(Schedule);
        }
    }

    private void Add(string name, string pseudonym, string style, double every, int smallest, int largest, LeaderHabit habit) =>
        Cast.Add(new(state.AddBot(name, pseudonym, style), every, smallest, largest, habit));

    private void Schedule(Leader leader) => scheduler.After(TimeSpan.FromSeconds(leader.SecondsBetween * (0.7 + (0.6 * random.NextDouble()))), () =>
    {
        Trade(leader);
        Schedule(leader);
    });

    private void Trade(Leader leader)
    {
        var (market, outcome, side, sellAll) = Choose(leader);
        var book = market.Books[outcome];
        if ((side == OrderSide.Buy ? book.BestAsk : book.BestBid) is not { } best)
        {
            return;
        }

        var dollars = random.Next(leader.SmallestDollars, leader.LargestDollars + 1);
        var held = leader.Account.SharesOf(market.Tokens[outcome]);
        var size = decimal.Round(sellAll ? held : dollars / best, 2, MidpointRounding.ToZero);
        size = side == OrderSide.Sell ? Math.Min(size, decimal.Round(held, 2, MidpointRounding.ToZero)) : size;
        if (size < 1m)
        {
            return;
        }

        matching.Place(Order(leader, market, outcome, side, size, best));
        var impact = market.Tick.Value * Math.Min(1m, size / 1500m) * (side == OrderSide.Buy ? 1m : -1m);
        market.Fair = Math.Clamp(market.Fair + (outcome == 0 ? impact : -impact), 0.06m, 0.94m);
        makers.QuoteFair(market);
        events.BooksChanged();
    }

    private BookOrder Order(Leader leader, ListedMarket market, int outcome, OrderSide side, decimal size, decimal best)
    {
        // A leader accepts two steps behind the best price, so a large order sweeps levels.
        var limit = best + (2m * market.Tick.Value * (side == OrderSide.Buy ? 1m : -1m));
        return new()
        {
            Id = state.Ids.NextHash("leader"),
            Account = leader.Account,
            Market = market,
            OutcomeIndex = outcome,
            Side = side,
            Price = Math.Clamp(limit, market.Tick.Value, 1m - market.Tick.Value),
            Size = size,
            Type = TimeInForce.Fak,
            CreatedAt = state.Now,
        };
    }

    private (ListedMarket Market, int Outcome, OrderSide Side, bool All) Choose(Leader leader)
    {
        var held = leader.Account.Holdings.Where(h => h.Value.Shares >= 5m && state.Markets.ByToken(h.Key) is { Market.IsClosed: false }).Select(h => h.Key).ToArray();
        var wantsOut = leader.Habit switch
        {
            LeaderHabit.Exits => held.Length >= 3 || random.Next(4) == 0,
            LeaderHabit.TwoSided => random.Next(2) == 0,
            LeaderHabit.ScalesIn => held.Length >= 6,
            _ => held.Length >= 8 || random.Next(4) == 0,
        };
        if (wantsOut && held.Length > 0 && state.Markets.ByToken(held[random.Next(held.Length)]) is var (heldMarket, heldOutcome))
        {
            return (heldMarket, heldOutcome, OrderSide.Sell, leader.Habit is LeaderHabit.Exits);
        }

        var stays = leader.Habit is LeaderHabit.ScalesIn or LeaderHabit.TwoSided && random.Next(6) != 0;
        if (!stays || leader.Favourite is not { Market.IsClosed: false } favourite)
        {
            var open = state.Markets.All.Where(m => !m.IsClosed && m.Volatility > 0m).ToArray();
            favourite = (open[random.Next(open.Length)], random.Next(2));
            leader.Favourite = favourite;
        }

        return (favourite.Market, favourite.Outcome, OrderSide.Buy, false);
    }
}
