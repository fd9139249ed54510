namespace CopyTrade.Simulator.World;

internal sealed class MarketCatalog
{
<<<<<<< HEAD
    private readonly Dictionary<string, Market> _byCondition = [];
    private readonly Dictionary<string, (Market Market, int Outcome)> _byToken = [];

    public List<Market> All { get; } = [];

    public void Add(Market market)
=======
    private readonly Dictionary<string, ListedMarket> _byCondition = [];
    private readonly Dictionary<string, (ListedMarket Market, int Outcome)> _byToken = [];

    public List<ListedMarket> All { get; } = [];

    public void Add(ListedMarket market)
>>>>>>> main
    {
        All.Add(market);
        _byCondition[market.ConditionId] = market;
        for (var i = 0; i < market.Tokens.Count; i++)
        {
            _byToken[market.Tokens[i]] = (market, i);
        }
    }

<<<<<<< HEAD
    public Market? ByCondition(string? condition) => condition is null ? null : _byCondition.GetValueOrDefault(condition.ToLowerInvariant());

    public (Market Market, int Outcome)? ByToken(string? token) => token is not null && _byToken.TryGetValue(token, out var found) ? found : null;
=======
    public ListedMarket? ByCondition(string? condition) => condition is null ? null : _byCondition.GetValueOrDefault(condition.ToLowerInvariant());

    public (ListedMarket Market, int Outcome)? ByToken(string? token) => token is not null && _byToken.TryGetValue(token, out var found) ? found : null;
>>>>>>> main
}
