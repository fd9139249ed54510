namespace CopyTrade.Simulator.Engine;

/// <summary>What an address holds at the venue.</summary>
internal sealed class Account(string address)
{
    private readonly HashSet<BookOrder> _resting = [];

    public string Address { get; } = address;

    /// <summary>Makers and leaders have all the money they need.</summary>
    public bool Unlimited { get; init; }

    /// <summary>The account whose key signs for this wallet, when it is another one.</summary>
    public string? Owner { get; set; }

    public string Name { get; set; } = "";

    public string Pseudonym { get; set; } = "";

    public string Style { get; set; } = "";

    public decimal Usdc { get; set; }

    /// <summary>Deposited USDC.e: no collateral before it is wrapped.</summary>
    public decimal Bridged { get; set; }

    /// <summary>The onramp may take it.</summary>
    public bool MayWrap { get; set; }

    public decimal Volume { get; set; }

    public HashSet<string> CollateralSpenders { get; } = [];

    public HashSet<string> TokenOperators { get; } = [];

    public Dictionary<string, Holding> Holdings { get; } = [];

    /// <summary>Resting orders, which hold back the money or shares that they may need.</summary>
    public IReadOnlyCollection<BookOrder> Resting
    {
        get
        {
            _resting.RemoveWhere(o => o.Status != "LIVE");
            return _resting;
        }
    }

    public void Rest(BookOrder order)
    {
        if (!Unlimited)
        {
            _resting.Add(order);
        }
    }

    public Holding HoldingOf(string token)
    {
        if (!Holdings.TryGetValue(token, out var holding))
        {
            Holdings[token] = holding = new();
        }

        return holding;
    }

    public decimal SharesOf(string token) => Holdings.TryGetValue(token, out var holding) ? holding.Shares : 0m;
}
