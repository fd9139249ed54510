using CopyTrade.Simulator.Chain;
using CopyTrade.Simulator.Chain.Outside;
using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>All that the venue knows. Read and changed only under <see cref="Gate"/>.</summary>
internal sealed class VenueState(SimulatorOptions options, TimeProvider clock, Lock gate)
{
    private const int TradeLimit = 50_000;
    private const int ReceivedLimit = 200_000;
    private WalletMovements? _movements;
    private readonly Queue<string> _tradeOrder = new();
    private readonly Dictionary<string, List<MatchedTrade>> _tradesByOwner = [];

    public Lock Gate { get; } = gate;

    public SimulatorOptions Options { get; } = options;

    public SeededIds Ids { get; } = new(options.Seed);

    public MarketCatalog Markets { get; } = new();

    public Dictionary<string, Account> Accounts { get; } = [];

    public Dictionary<string, ApiKey> ApiKeys { get; } = [];

    public Dictionary<string, BookOrder> Orders { get; } = [];

    public Dictionary<string, MatchedTrade> Trades { get; } = [];

    public List<ReceivedOrder> Received { get; } = [];

    /// <summary>Customers' own transactions on the chain, by hash.</summary>
    public Dictionary<string, MinedTransaction> ChainTransactions { get; } = [];

    /// <summary>Where customers' money and matches really are; null while these books are the chain.</summary>
    public OutsideSettlement? Outside { get; set; }

    /// <summary>How the venue treats whoever asks.</summary>
    public Standing Standing { get; set; } = new();

    public RowStore Rows { get; } = new();

    /// <summary>Rows of the data feed that are no trades. Not kept in the state file: whoever reads them keeps them.</summary>
    public WalletMovements Movements => _movements ??= new(this);

    /// <summary>The beginning of the world; an earlier one when it was kept.</summary>
    public DateTimeOffset Began { get; set; } = clock.GetUtcNow();

    /// <summary>What the made-up traders did before the world began.</summary>
    public InventedPast Past { get; set; } = InventedPast.None;

    /// <summary>Grows with whatever a customer would miss if it were forgotten.</summary>
    public long CustomerChanges { get; private set; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public void CustomerChanged() => CustomerChanges++;

    public Account AccountOf(string address)
    {
        if (!Accounts.TryGetValue(address, out var account))
        {
            Accounts[address] = account = new(address);
        }

        return account;
    }

    public Account AddBot(string name, string pseudonym, string style)
    {
        var account = new Account(Ids.Address(name)) { Unlimited = true, Name = name, Pseudonym = pseudonym, Style = style };
        Accounts[account.Address] = account;
        return account;
    }

    public static void Fund(Account account, decimal usdc, bool allowances)
    {
        account.Usdc = usdc;
        foreach (var spender in Contracts.Spenders)
        {
            _ = allowances ? account.CollateralSpenders.Add(spender) : account.CollateralSpenders.Remove(spender);
        }

        foreach (var spender in Contracts.Spenders.Concat(Contracts.Adapters))
        {
            _ = allowances ? account.TokenOperators.Add(spender) : account.TokenOperators.Remove(spender);
        }
    }

    /// <summary>The list of received orders is the tests' truth and therefore long, but not endless.</summary>
    public void Remember(ReceivedOrder order)
    {
        Received.Add(order);
        if (Received.Count <= ReceivedLimit)
        {
            return;
        }

        foreach (var old in Received.Take(ReceivedLimit / 10).Where(o => o.Order is { Status: not "LIVE" }))
        {
            Orders.Remove(old.Id);
        }

        Received.RemoveRange(0, ReceivedLimit / 10);
    }

    public List<MatchedTrade> TradesOf(string owner)
    {
        if (!_tradesByOwner.TryGetValue(owner, out var trades))
        {
            _tradesByOwner[owner] = trades = [];
        }

        return trades;
    }

    public void Remember(MatchedTrade trade)
    {
        Trades[trade.Id] = trade;
        foreach (var owner in trade.Makers.Select(m => m.Order.Owner).Append(trade.Taker.Owner).Where(o => o.Length > 0).Distinct())
        {
            var own = TradesOf(owner);
            own.Add(trade);
            if (own.Count > TradeLimit)
            {
                own.RemoveRange(0, TradeLimit / 10);
            }
        }

        _tradeOrder.Enqueue(trade.Id);
        if (_tradeOrder.Count > TradeLimit)
        {
            Trades.Remove(_tradeOrder.Dequeue());
        }
    }
}
