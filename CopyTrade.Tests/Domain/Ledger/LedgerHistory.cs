using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

/// <summary>A made-up life of an account: the entries as the product makes them, and the same deeds as plain numbers for whoever reckons again.</summary>
internal sealed class LedgerHistory
{
    public static readonly TokenId Yes = TokenId.Parse("101");
    public static readonly TokenId No = TokenId.Parse("102");
    private static readonly string[] Books = ["a", "b"];
    private readonly Random _random;
    private readonly Dictionary<(string Book, TokenId Token), List<OpenLot>> _lots = [];
    private DateTimeOffset _now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private int _number;

    public LedgerHistory(int seed, int deeds)
    {
        _random = new(seed);
        for (var i = 0; i < deeds; i++) Step();
    }

    public List<LedgerEntry> Entries { get; } = [];

    public List<Deed> Deeds { get; } = [];

    public IEnumerable<LedgerLine> Lines => Entries.SelectMany(entry => LedgerLine.Of(entry));

    private void Step()
    {
        _now = _now.AddMinutes(_random.Next(1, 600));
        var (book, token) = (Books[_random.Next(2)], _random.Next(2) == 0 ? Yes : No);
        var held = Held(book, token);
        switch (_random.Next(10))
        {
            case < 4: Buy(book, token); break;
            case < 7 when held > 0m: Sell(book, token, held); break;
            case 7: Split(book); break;
            case 8 when Math.Min(Held(book, Yes), Held(book, No)) is > 0m and var both: Merge(book, both); break;
            case 9 when held > 0m && _random.Next(4) == 0: End(book, token, held); break;
            default: Rebate(); break;
        }
    }

    private void Buy(string book, TokenId token)
    {
        var (shares, price, fee) = (Shares.Of(Some(1, 400)), Price.Of(_random.Next(1, 1000) / 1000m), Usdc.Of(_random.Next(3) == 0 ? 0m : Some(0, 2)));
        var cost = LotBook.CostOf(shares, price, fee);
        Post(new LedgerFact.Bought(Next("lot"), _now, Place(book, token, price), shares, cost, fee));
        LotsOf(book, token).Add(new(Guid.NewGuid(), shares, cost));
        Deeds.Add(new("buy", book, token, Micro(shares.Quantity), Micro(price.Value), Micro(fee.Amount)));
    }

    private void Sell(string book, TokenId token, decimal held)
    {
        var (shares, price, fee) = (Shares.Of(Part(held)), Price.Of(_random.Next(1, 1000) / 1000m), Usdc.Of(_random.Next(2) == 0 ? 0m : Some(0, 1)));
        var proceeds = LotBook.ProceedsOf(shares, price, fee);
        Post(new LedgerFact.Sold(Next("sale"), _now, Place(book, token, null), shares, proceeds, fee));
        var closing = LotBook.Close(LotsOf(book, token), shares, proceeds);
        foreach (var slice in closing.Slices) Post(new LedgerFact.Closed(Next("close"), _now, Place(book, token, price), slice.Shares, slice.Cost, slice.Proceeds));
        Take(book, token, closing);
        Deeds.Add(new("sell", book, token, Micro(shares.Quantity), Micro(price.Value), Micro(fee.Amount)));
    }

    private void Split(string book)
    {
        var shares = Shares.Of(Some(1, 50));
        var fact = new LedgerFact.Split(Next("split"), _now, Place(book, Yes, null), No, shares);
        Post(fact);
        LotsOf(book, Yes).Add(new(Guid.NewGuid(), shares, fact.Half));
        LotsOf(book, No).Add(new(Guid.NewGuid(), shares, Usdc.Of(shares.Quantity) - fact.Half));
        Deeds.Add(new("split", book, Yes, Micro(shares.Quantity), 0, 0));
    }

    private void Merge(string book, decimal both)
    {
        var shares = Shares.Of(Part(both));
        var (first, other) = (LotBook.Close(LotsOf(book, Yes), shares, Usdc.Zero), LotBook.Close(LotsOf(book, No), shares, Usdc.Zero));
        Post(new LedgerFact.Merged(Next("merge"), _now, Place(book, Yes, null), No, shares, CostOf(first), CostOf(other)));
        Take(book, Yes, first);
        Take(book, No, other);
        Deeds.Add(new("merge", book, Yes, Micro(shares.Quantity), 0, 0));
    }

    private void End(string book, TokenId token, decimal held)
    {
        var payout = _random.Next(2);
        foreach (var lot in LotsOf(book, token)) Post(new LedgerFact.Ended(Next("close"), _now, Place(book, token, null), lot.Remaining, lot.RemainingCost, Usdc.Of(lot.Remaining.Quantity * payout)));
        LotsOf(book, token).Clear();
        Deeds.Add(new("end", book, token, Micro(held), payout, 0));
    }

    private void Rebate()
    {
        var amount = Usdc.Of(Some(0, 1));
        Post(new LedgerFact.Rebated(Next("rebate"), _now, LedgerPlace.None, amount));
        Deeds.Add(new("rebate", "", Yes, 0, 0, Micro(amount.Amount)));
    }

    private void Post(LedgerFact fact) => Entries.Add(LedgerPoster.Post(fact));

    private void Take(string book, TokenId token, LotClosing closing)
    {
        var lots = LotsOf(book, token);
        foreach (var slice in closing.Slices)
        {
            var at = lots.FindIndex(lot => lot.Id == slice.Lot);
            var left = lots[at] with { Remaining = lots[at].Remaining - slice.Shares, RemainingCost = lots[at].RemainingCost - slice.Cost };
            if (left.Remaining == Shares.Zero) lots.RemoveAt(at);
            else lots[at] = left;
        }
    }

    private static Usdc CostOf(LotClosing closing) => closing.Slices.Aggregate(Usdc.Zero, (sum, slice) => sum + slice.Cost);

    private static LedgerPlace Place(string book, TokenId token, Price? entry) => new(book, null, token, VenueMode.Demo, entry);

    private static long Micro(decimal amount) => (long)(amount * 1_000_000m);

    private List<OpenLot> LotsOf(string book, TokenId token) => _lots.TryGetValue((book, token), out var lots) ? lots : _lots[(book, token)] = [];

    private decimal Held(string book, TokenId token) => LotsOf(book, token).Sum(lot => lot.Remaining.Quantity);

    private decimal Part(decimal of) => _random.Next(3) == 0 ? of : Math.Max(0.000001m, decimal.Round(of * _random.Next(1, 100) / 100m, 6, MidpointRounding.ToZero));

    // Full six decimals, so that rounding has something to round.
    private decimal Some(int from, int to) => from + (_random.NextInt64(1, ((to - from) * 1_000_000L) + 1) / 1_000_000m);

    private string Next(string kind) => $"{kind}:{_number++}";

    /// <summary>What was done, in millionths.</summary>
    internal sealed record Deed(string What, string Book, TokenId Token, long Shares, long Price, long Fee);
}
