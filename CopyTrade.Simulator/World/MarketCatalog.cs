namespace CopyTrade.Simulator.World;

internal sealed class MarketCatalog
{
    private readonly Dictionary<string, ListedMarket> _byCondition = [];
    private readonly Dictionary<string, (ListedMarket Market, int Outcome)> _byToken = [];

    public List<ListedMarket> All { get; } = [];

    public void Add(ListedMarket market)
    {
        All.Add(market);
        _byCondition[market.ConditionId] = market;
        for (var i = 0; i < market.Tokens.Count; i++)
        {
            _byToken[market.Tokens[i]] = (market, i);
        }
    }

    /// <summary>A market that was over before the world began: found when asked for, in no list.</summary>
    public void AddPast(ListedMarket market)
    {
        _byCondition[market.ConditionId] = market;
        for (var i = 0; i < market.Tokens.Count; i++)
        {
            _byToken[market.Tokens[i]] = (market, i);
        }
    }

    public ListedMarket? ByCondition(string? condition) => condition is null ? null : _byCondition.GetValueOrDefault(condition.ToLowerInvariant());

    public (ListedMarket Market, int Outcome)? ByToken(string? token) => token is not null && _byToken.TryGetValue(token, out var found) ? found : null;
}
