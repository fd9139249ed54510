using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>All that the venue knows. Read and changed only under <see cref="Gate"/>.</summary>
internal sealed class VenueState(SimulatorOptions options, TimeProvider clock, Lock gate)
{
    private const int TradeLimit = 50_000;
    private readonly Queue<string> _tradeOrder = new();
    private readonly Dictionary<string, List<VenueTrade>> _tradesByOwner = [];

    public Lock Gate { get; } = gate;

    public SimulatorOptions Options { get; } = options;

    public SeededIds Ids { get; } = new(options.Seed);

    public MarketCatalog Markets { get; } = new();

    public Dictionary<string, Account> Accounts { get; } = [];

    public Dictionary<string, ApiKey> ApiKeys { get; } = [];

    public Dictionary<string, VenueOrder> Orders { get; } = [];

    public Dictionary<string, VenueTrade> Trades { get; } = [];

    public List<ReceivedOrder> Received { get; } = [];

    public RowStore Rows { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

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
            _ = allowances ? account.TokenOperators.Add(spender) : account.TokenOperators.Remove(spender);
        }
    }

    public List<VenueTrade> TradesOf(string owner)
    {
        if (!_tradesByOwner.TryGetValue(owner, out var trades))
        {
            _tradesByOwner[owner] = trades = [];
        }

        return trades;
    }

    public void Remember(VenueTrade trade)
    {
        Trades[trade.Id] = trade;
        foreach (var owner in trade.Makers.Select(m => m.Order.Owner).Append(trade.Taker.Owner).Where(o => o.Length > 0).Distinct())
        {
            TradesOf(owner).Add(trade);
        }

        _tradeOrder.Enqueue(trade.Id);
        if (_tradeOrder.Count > TradeLimit)
        {
            Trades.Remove(_tradeOrder.Dequeue());
        }
    }
}
