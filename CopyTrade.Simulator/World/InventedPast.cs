using System.Buffers.Binary;
using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>What the made-up traders did before the world began, all in markets that were decided by then. The same for the same seed, on whichever day the world begins.</summary>
internal sealed class InventedPast
{
    private const int MarketsADay = 8;
    private readonly Dictionary<string, IReadOnlyList<TradeRow>> _rows = [];
    private readonly Dictionary<string, IReadOnlyList<PastPosition>> _positions = [];

    public static InventedPast None { get; } = new();

    public static InventedPast Of(VenueState state, IEnumerable<Leader> traders)
    {
        // Whole days: a trade of the past and one of today never share a second.
        var (past, end) = (new InventedPast(), new DateTimeOffset(state.Began.UtcDateTime.Date, TimeSpan.Zero));
        var days = Enumerable.Range(0, state.Options.PastDays).Select(i => end.AddDays(i - state.Options.PastDays)).ToList();
        var markets = days.ToDictionary(day => day, day => Enumerable.Range(0, MarketsADay).Select(i => Market(state, day, (end - day).Days, i)).Where(m => m.EndDate <= end).ToArray());
        foreach (var market in markets.Values.SelectMany(all => all))
        {
            state.Markets.AddPast(market);
        }

        var place = 0;
        foreach (var trader in traders)
        {
            var habit = trader.Number is { } number ? PastHabits.ForCrowd(number) : PastHabits.ForCast(place++);
            past.Add(trader.Account.Address, new PastTrader(state, trader, habit, end).Trade(days, markets));
        }

        return past;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<TradeRow> RowsOf(string wallet) => _rows.GetValueOrDefault(wallet, []);

    /// <summary>Last closed first.</summary>
    public IReadOnlyList<PastPosition> PositionsOf(string wallet) => _positions.GetValueOrDefault(wallet, []);

    public decimal PnlOf(string wallet, DateTimeOffset since) => PositionsOf(wallet).Where(p => p.ClosedAt >= since).Sum(p => p.Pnl);

    public decimal VolumeOf(string wallet, DateTimeOffset since) => RowsOf(wallet).Where(r => r.Timestamp >= since.ToUnixTimeSeconds()).Sum(r => r.Size * r.Price);

    public static Random RandomOf(VenueState state, string cause) => new(BinaryPrimitives.ReadInt32LittleEndian(state.Ids.Bytes("past", cause)));

    private void Add(string wallet, IReadOnlyCollection<TradeRow> rows)
    {
        _rows[wallet] = [.. rows.OrderByDescending(r => r.Timestamp)];
        _positions[wallet] = [.. rows.GroupBy(r => (r.Market, r.OutcomeIndex)).Select(g => PastPosition.Of(g.Key.Market, g.Key.OutcomeIndex, [.. g])).OrderByDescending(p => p.ClosedAt)];
    }

    private static ListedMarket Market(VenueState state, DateTimeOffset day, int age, int index)
    {
        var date = day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        var (title, category, first, second, fee) = index switch
        {
            0 => ("Night coin up or down", "crypto", "Up", "Down", 0.07m),
            1 => ("Riverton vs. Eastgate: who wins", "sports", "Riverton", "Eastgate", 0.05m),
            2 => ("Harbour FC at Kestrels: who wins", "sports", "Harbour FC", "Kestrels", 0.05m),
            3 => ("Does the Larkfield council vote pass", "politics", "Yes", "No", 0.04m),
            4 => ("Is it above 12 degrees at Aurora station", "weather", "Yes", "No", 0.05m),
            5 => ("Day coin above its weekly mean", "crypto", "Yes", "No", 0.07m),
            6 => ("Does the Meridian index close higher", "economics", "Yes", "No", 0.05m),
            _ => ("Does the Sable report come out", "world", "Yes", "No", 0m),
        };
        var question = $"{title}, {date}?";
        // By its age, not by its date: the traders of a world that begins tomorrow are as good as those of today's.
        var random = RandomOf(state, string.Create(CultureInfo.InvariantCulture, $"{title}:{age}"));
        var fair = 0.2 + (0.6 * random.NextDouble());
        return new()
        {
            Id = (1_000_000 + ((int)(day.ToUnixTimeSeconds() / 86_400) * MarketsADay) + index).ToString(CultureInfo.InvariantCulture),
            ConditionId = state.Ids.Hash("condition", question),
            Question = question,
            Slug = Slugs.Of(question),
            EventId = (2_000_000 + index).ToString(CultureInfo.InvariantCulture),
            EventSlug = Slugs.Of(title),
            EventTitle = title,
            Category = category,
            Outcomes = [first, second],
            Tokens = [state.Ids.Token(question + first), state.Ids.Token(question + second)],
            Tick = TickSize.Of(0.01m),
            FeeRate = fee,
            StartDate = day,
            EndDate = day.AddHours(3 + (random.NextDouble() * (index % 2 == 0 ? 18 : 40))),
            IsClosed = true,
            // The winner comes up as often as the price says: without skill nobody earns.
            Fair = random.NextDouble() < fair ? 1m : 0m,
            OpenedAt = (decimal)fair,
        };
    }
}
