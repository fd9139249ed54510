using System.Numerics;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Ledger;

/// <summary>The same profit reckoned once more and in another way: whole millionths, no lots of the product, no postings. Knows nothing of the ledger.</summary>
internal sealed class BruteForce
{
    private static readonly BigInteger Million = 1_000_000;
    private readonly SortedDictionary<(string Book, string Token), Queue<Piece>> _stock = [];

    public BruteForce(IEnumerable<LedgerHistory.Deed> deeds)
    {
        foreach (var deed in deeds) Do(deed);
    }

    public BigInteger Cash { get; private set; }

    public BigInteger Realized { get; private set; }

    public BigInteger Fees { get; private set; }

    public BigInteger Rebates { get; private set; }

    public BigInteger Cost => _stock.Values.SelectMany(queue => queue).Aggregate(BigInteger.Zero, (sum, piece) => sum + piece.Cost);

    public BigInteger Held(string book, TokenId token) => _stock.TryGetValue((book, token.Value), out var queue) ? queue.Aggregate(BigInteger.Zero, (sum, piece) => sum + piece.Shares) : 0;

    /// <summary>Worth of everything at so many millionths a share; each position rounded down.</summary>
    public BigInteger ValueAt(Func<string, long?> mark) =>
        _stock.Aggregate(BigInteger.Zero, (sum, position) => sum + (mark(position.Key.Token) is { } price ? position.Value.Aggregate(BigInteger.Zero, (held, piece) => held + piece.Shares) * price / Million : 0));

    private void Do(LedgerHistory.Deed deed)
    {
        switch (deed.What)
        {
            case "buy":
                var paid = Up(deed.Shares * (BigInteger)deed.Price) + deed.Fee;
                (Cash, Fees) = (Cash - paid, Fees + deed.Fee);
                Queue(deed.Book, deed.Token.Value).Enqueue(new(deed.Shares, paid));
                break;
            case "sell":
                var brought = (deed.Shares * (BigInteger)deed.Price / Million) - deed.Fee;
                (Cash, Fees) = (Cash + brought, Fees + deed.Fee);
                Realized += brought - Remove(deed.Book, deed.Token.Value, deed.Shares);
                break;
            case "split":
                Cash -= deed.Shares;
                Queue(deed.Book, "101").Enqueue(new(deed.Shares, deed.Shares / 2));
                Queue(deed.Book, "102").Enqueue(new(deed.Shares, deed.Shares - (deed.Shares / 2)));
                break;
            case "merge":
                Cash += deed.Shares;
                Realized += deed.Shares - Remove(deed.Book, "101", deed.Shares) - Remove(deed.Book, "102", deed.Shares);
                break;
            case "end":
                Cash += (BigInteger)deed.Shares * deed.Price;
                Realized += ((BigInteger)deed.Shares * deed.Price) - Remove(deed.Book, deed.Token.Value, deed.Shares);
                break;
            case "rebate":
                (Cash, Rebates) = (Cash + deed.Fee, Rebates + deed.Fee);
                break;
        }
    }

    /// <summary>Takes the oldest pieces away and answers what they had cost.</summary>
    private BigInteger Remove(string book, string token, BigInteger shares)
    {
        var (queue, cost) = (Queue(book, token), BigInteger.Zero);
        while (shares > 0)
        {
            var oldest = queue.Peek();
            if (oldest.Shares <= shares)
            {
                queue.Dequeue();
                (cost, shares) = (cost + oldest.Cost, shares - oldest.Shares);
                continue;
            }

            var part = oldest.Cost * shares / oldest.Shares;
            (oldest.Shares, oldest.Cost) = (oldest.Shares - shares, oldest.Cost - part);
            return cost + part;
        }

        return cost;
    }

    private static BigInteger Up(BigInteger millionthsOfMillionths) => (millionthsOfMillionths + Million - 1) / Million;

    private Queue<Piece> Queue(string book, string token) => _stock.TryGetValue((book, token), out var queue) ? queue : _stock[(book, token)] = new();

    private sealed class Piece(BigInteger shares, BigInteger cost)
    {
        public BigInteger Shares { get; set; } = shares;

        public BigInteger Cost { get; set; } = cost;
    }
}
