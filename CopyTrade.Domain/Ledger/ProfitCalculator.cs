using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Ledger;

/// <summary>The one reckoning of profit and loss (R2.16), from lines of the ledger and marks. A position is one book's shares of one token.</summary>
public static class ProfitCalculator
{
    /// <summary>Over all lines.</summary>
    public static Profit Of(IEnumerable<LedgerLine> lines, IReadOnlyDictionary<TokenId, Price> marks)
    {
        var sums = new Sums();
        foreach (var line in lines) sums.Add(line);
        return sums.With(marks);
    }

    /// <summary>The group of rebates and rewards of which it cannot be told by which target, market or category they were earned.</summary>
    public const string NotAttributable = "not_attributable";

    private static readonly HashSet<ConditionId> Nowhere = [];

    /// <summary>
    /// By group, the largest profit first. A null key is what has none or whose key is not known; money put in or taken out is in no group.
    /// Rebates and rewards go where they were earned as far as that is known (<see cref="RebatePlaces"/>): all groups together are the whole.
    /// </summary>
    /// <param name="grouping">By what.</param>
    /// <param name="lines">The ledger.</param>
    /// <param name="marks">Of what is held.</param>
    /// <param name="elsewhere">Markets that were also traded with the same wallet and not from here.</param>
    public static IReadOnlyList<(string? Key, Profit Profit)> By(
        ProfitGrouping grouping, IEnumerable<LedgerLine> lines, IReadOnlyDictionary<TokenId, Price> marks, IReadOnlySet<ConditionId>? elsewhere = null)
    {
        List<LedgerLine> all = [.. lines];
        var rebates = new RebatePlaces(all, elsewhere ?? Nowhere);
        var groups = new Dictionary<(string? Key, bool HasKey), Sums>();
        foreach (var line in all)
        {
            if (line.Kind == LedgerKind.Capital) continue;
            // Shares bought in one hour and sold in another are in neither: an hour has no open result.
            var counted = grouping == ProfitGrouping.Hour && line.Account == LedgerAccount.Position ? line with { Shares = 0m } : line;
            var key = RebatePlaces.Holds(line) ? KeyOfRebate(grouping, line, rebates) : KeyOf(grouping, line);
            if (!groups.TryGetValue((key, key is not null), out var sums)) groups[(key, key is not null)] = sums = new();
            sums.Add(counted);
        }

        var open = grouping == ProfitGrouping.Hour ? new Dictionary<TokenId, Price>() : marks;
        return [.. groups.Select(group => (group.Key.Key, Profit: group.Value.With(open))).OrderByDescending(group => group.Profit.Net).ThenBy(group => group.Key, StringComparer.Ordinal)];
    }

    private static string? KeyOf(ProfitGrouping grouping, LedgerLine line) => grouping switch
    {
        ProfitGrouping.Target => line.Place.Book,
        ProfitGrouping.Market => line.Place.Condition?.Value,
        ProfitGrouping.Category => line.Category,
        ProfitGrouping.PriceBand => line.Place.EntryPrice is { } price ? BandOf(price) : null,
        ProfitGrouping.Hour => line.At.UtcDateTime.Hour.ToString("00", CultureInfo.InvariantCulture),
        ProfitGrouping.Builder => line.Place.Builder,
        ProfitGrouping.Mode => line.Place.Mode?.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(grouping), grouping, null),
    };

    private static string? KeyOfRebate(ProfitGrouping grouping, LedgerLine line, RebatePlaces rebates) => grouping switch
    {
        ProfitGrouping.Target => rebates.BookOf(line) ?? NotAttributable,
        ProfitGrouping.Market or ProfitGrouping.Category when line.Place.Condition is null => NotAttributable,
        _ => KeyOf(grouping, line),
    };

    private static string BandOf(Price price)
    {
        var from = Math.Min(9, (int)(price.Value * 10m));
        return string.Create(CultureInfo.InvariantCulture, $"{from * 10}–{(from + 1) * 10}¢");
    }

    private sealed class Sums
    {
        private readonly Dictionary<(string? Book, TokenId Token), (decimal Shares, decimal Cost)> _held = [];
        private decimal _realized, _fees, _rebates, _rewards, _clearing, _bought;
        private int _trades;

        public void Add(LedgerLine line)
        {
            switch (line.Account)
            {
                case LedgerAccount.Position when line.Token is { } token:
                    var (shares, cost) = _held.GetValueOrDefault((line.Place.Book, token));
                    _held[(line.Place.Book, token)] = (shares + line.Shares, cost + line.Amount);
                    break;
                case LedgerAccount.Realized: _realized -= line.Amount; break;
                case LedgerAccount.Fees: _fees += line.Amount; break;
                case LedgerAccount.Rebates: _rebates -= line.Amount; break;
                case LedgerAccount.Rewards: _rewards -= line.Amount; break;
                case LedgerAccount.Clearing: _clearing -= line.Amount; break;
                case LedgerAccount.Cash when line.Kind is LedgerKind.Bought or LedgerKind.Sold or LedgerKind.Split:
                    if (line.Kind != LedgerKind.Split) _trades += line.Entries;
                    if (line.Kind != LedgerKind.Sold) _bought -= line.Amount;
                    break;
            }
        }

        public Profit With(IReadOnlyDictionary<TokenId, Price> marks)
        {
            var (value, cost, unmarkedCost, open, unmarked) = (Usdc.Zero, Usdc.Zero, Usdc.Zero, 0, 0);
            foreach (var (position, held) in _held)
            {
                if (held.Shares <= 0m) continue;
                open++;
                if (marks.TryGetValue(position.Token, out var mark))
                {
                    value += Usdc.RoundDown(held.Shares * mark.Value);
                    cost += Usdc.Of(held.Cost);
                }
                else
                {
                    unmarked++;
                    unmarkedCost += Usdc.Of(held.Cost);
                }
            }

            return new(Usdc.Of(_realized), value - cost, value, cost, unmarkedCost, open, unmarked, Usdc.Of(_fees), Usdc.Of(_rebates), Usdc.Of(_clearing), _trades, Usdc.Of(_bought), Usdc.Of(_rewards));
        }
    }
}
