using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// Positions with rules on them: two that sell a third each, and a bracket around the rest. Prices fall through one trigger
/// after the other, sometimes through two at once, or jump over the target. At the end it is counted what the venue sold.
/// </summary>
internal sealed class RuleYard
{
    private const decimal Stake = 12m;
    private const decimal Target = 0.9m;

    // Parts of the price at the beginning: where a rule waits, and where the price goes to meet it.
    private static readonly (decimal Trigger, decimal Price)[] Steps = [(0.85m, 0.8m), (0.7m, 0.65m), (0.55m, 0.5m)];

    private readonly EngineRig _rig;
    private readonly Random _random;
    private readonly List<Lane> _lanes = [];
    private readonly HashSet<Guid> _met = [];

    private RuleYard(EngineRig rig, Random random) => (_rig, _random) = (rig, random);

    /// <summary>Rules whose price came.</summary>
    public int Met => _met.Count;

    /// <summary>False when every price has gone all its way.</summary>
    public bool HasSteps => _lanes.Exists(lane => lane.Step < Steps.Length);

    /// <summary>Buys by way of a followed wallet and puts the rules up; the engine runs.</summary>
    public static async Task<RuleYard> PrepareAsync(EngineRig rig, int seed)
    {
        var yard = new RuleYard(rig, new Random(seed));
        var leader = EngineRig.Leader((seed * 100) + 7);
        await rig.FollowAsync(leader, new SizingPolicy.Fixed(Usdc.Of(Stake)));
        // Dear enough that a third of the position stays above the venue's smallest order on its way down.
        var tokens = (await rig.TokensAsync()).Where(token => token.BestAsk is > 0.3m and < 0.75m).ToList();
        foreach (var token in tokens) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await rig.SettledAsync(tokens.Count, TimeSpan.FromSeconds(60));
        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await rig.Database.QueryAsync<long>("select count(*) from lot where billing_account_id = @Tenant", new { rig.Tenant.Tenant })).Single() == tokens.Count);
        foreach (var token in (await rig.Venue.TokensAsync()).Where(token => tokens.Exists(bought => bought.TokenId == token.TokenId))) await yard.AddAsync(token);
        return yard;
    }

    /// <summary>Some price moves on, through one trigger or, one time in four, through two.</summary>
    public async Task StepAsync()
    {
        var open = _lanes.Where(lane => lane.Step < Steps.Length).ToList();
        var lane = open[_random.Next(open.Count)];
        var last = Math.Min(Steps.Length - 1, lane.Step + (_random.Next(4) == 0 ? 1 : 0));
        if (last == Steps.Length - 1 && _random.Next(2) == 0)
        {
            _met.Add(lane.Rules[^1]);
            lane.Step = Steps.Length;
            await _rig.Venue.PriceAsync(lane.Token, Target + 0.02m);
            return;
        }

        for (; lane.Step <= last; lane.Step++) _met.Add(lane.Rules[lane.Step]);
        await _rig.Venue.PriceAsync(lane.Token, lane.Bid * Steps[last].Price);
    }

    /// <summary>Waits until every rule whose price came has come to an end, and everything that it sold is confirmed.</summary>
    public async Task SettledAsync(TimeSpan limit)
    {
        try
        {
            await Rig.UntilAsync(limit, async () => (await SalesAsync()).All(sale => !IsForgotten(sale)));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Rules that have not ended:\n{string.Join('\n', (await SalesAsync()).Where(IsForgotten))}", e);
        }

        await _rig.SettledAsync(0, limit);
    }

    /// <summary>What the venue sold, against what the rules asked for and the positions held.</summary>
    public async Task<(int Doubled, int Lost)> CountAsync()
    {
        var sales = await SalesAsync();
        var sold = (await _rig.Venue.OrdersAsync()).Where(order => order is { Accepted: true, Side: "SELL" }).ToDictionary(order => order.Id);
        decimal SoldBy(Sale sale) => sale.Orders.Sum(order => sold.TryGetValue(order, out var known) ? known.MatchedSize : 0m);
        var strangers = sold.Keys.Except(sales.SelectMany(sale => sale.Orders)).ToList();
        var wrong = sales.Where(sale => (sale.Amount is { } amount && SoldBy(sale) > amount) || sale.Sellings > 1 || SoldBy(sale) != sale.Sold || sale.Fired != sale.Exits).ToList();
        var oversold = _lanes.Where(lane => sales.Where(sale => sale.Token == lane.Token).Sum(SoldBy) > lane.Held).ToList();
        // The last step closes the position, and with it every rule on it.
        var ended = _lanes.Where(lane => lane.Step == Steps.Length).ToList();
        var left = ended.Where(lane => sales.Where(sale => sale.Token == lane.Token).Sum(SoldBy) != lane.Held).ToList();
        var watching = sales.Where(sale => sale.Status == "active" && ended.Exists(lane => lane.Token == sale.Token)).ToList();
        var unmet = sales.Where(sale => sale.Exits > 0 && !_met.Contains(sale.Id)).ToList();
        var forgotten = sales.Where(IsForgotten).ToList();
        Tell("order of no rule", strangers);
        Tell("sold otherwise than asked or written", wrong.Select(sale => $"{sale}; the venue matched {SoldBy(sale)} of {sale.Amount?.ToString() ?? "all"}, fired {sale.Fired} times, sold in {sale.Sellings} exits by {sale.VenueOrders}"));
        Tell("more sold than was held", oversold.Select(lane => $"{lane}, {lane.Held} held"));
        Tell("not all sold", left.Select(lane => $"{lane}, {lane.Held} held"));
        Tell("still watching", watching);
        Tell("fired without its price", unmet.Select(sale => $"{sale}, {_lanes.Find(lane => lane.Token == sale.Token)}"));
        Tell("forgotten", forgotten);
        return (strangers.Count + wrong.Count + oversold.Count + unmet.Count, forgotten.Count + left.Count + watching.Count);
    }

    private static void Tell<T>(string what, IEnumerable<T> found)
    {
        foreach (var one in found) Console.Error.WriteLine($"{what}: {one}");
    }

    private bool IsForgotten(Sale sale) => sale.Running > 0
        || (_met.Contains(sale.Id) && sale.Status is "active" or "pending_approval")
        || (sale.Status is "failed" or "canceled" && sale.Reason is null)
        || (sale.Status == "active" && _lanes.Exists(lane => lane.Token == sale.Token && lane.Step == Steps.Length));

    private async Task AddAsync(SimulatorControl.Token token)
    {
        var held = (await _rig.Database.QueryAsync<decimal>("select sum(remaining) from lot where billing_account_id = @Tenant and token_id = @TokenId", new { _rig.Tenant.Tenant, token.TokenId })).Single();
        var bid = token.BestBid!.Value;
        var third = new ExitAction.SellPart(Shares.RoundDown(held / 3m, 2));
        RuleTerms Stop(int step, ExitAction action) => new(RuleKind.StopLoss, ConditionId.Parse(token.ConditionId), TokenId.Parse(token.TokenId), Price.Of(decimal.Round(bid * Steps[step].Trigger, 3)), null, action);
        var all = Stop(2, ExitAction.SellAll.Instance);
        List<Guid> rules = [.. await CreateAsync(Stop(0, third)), .. await CreateAsync(Stop(1, third)), .. await CreateAsync(all, all with { Kind = RuleKind.TakeProfit, Trigger = Price.Of(Target) })];
        _lanes.Add(new(token.TokenId, bid, held, rules));
    }

    private async Task<IEnumerable<Guid>> CreateAsync(params RuleTerms[] terms) =>
        Assert.IsType<RuleChange.Done>(await _rig.Get<IRuleChanges>().CreateAsync(_rig.Tenant, new(terms, "Question", "Yes"), CancellationToken.None)).Rules.Select(rule => rule.Id.Value);

    private Task<IReadOnlyList<Sale>> SalesAsync() => _rig.Database.QueryAsync<Sale>("""
        select r.id, r.token_id as token, r.status, r.amount, r.reason,
               (select count(*) from rule_exit x where x.rule_id = r.id) as exits,
               (select count(*) from rule_exit x where x.rule_id = r.id and x.state = 'running') as running,
               (select count(*) from rule_exit x where x.rule_id = r.id and x.sold > 0) as sellings,
               (select count(*) from rule_event e where e.rule_id = r.id and e.kind = 'rule_triggered') as fired,
               (select coalesce(sum(x.sold), 0) from rule_exit x where x.rule_id = r.id) as sold,
               (select string_agg(o.venue_order_id, ' ') from rule_exit x join rule_exit_order l on l.exit_id = x.id join trade_order o on o.id = l.order_id where x.rule_id = r.id) as venue_orders
          from trade_rule r where r.billing_account_id = @Tenant
        """, new { _rig.Tenant.Tenant });

    private sealed class Lane(string token, decimal bid, decimal held, IReadOnlyList<Guid> rules)
    {
        public string Token => token;

        /// <summary>What was bid at the beginning.</summary>
        public decimal Bid => bid;

        public decimal Held => held;

        /// <summary>In the order of <see cref="Steps"/>; the target last.</summary>
        public IReadOnlyList<Guid> Rules => rules;

        public int Step { get; set; }

        public override string ToString() => $"{Token} at step {Step}, bid {Bid} at the beginning";
    }

    private sealed record Sale(Guid Id, string Token, string Status, decimal? Amount, string? Reason, long Exits, long Running, long Sellings, long Fired, decimal Sold, string? VenueOrders)
    {
        public string[] Orders => VenueOrders?.Split(' ') ?? [];

        public override string ToString() => $"{Id} {Status} {Reason}: {Exits} exits, {Running} of them running, {Sold} sold";
    }
}
