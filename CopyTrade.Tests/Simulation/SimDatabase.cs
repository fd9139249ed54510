using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// The committed rows, and the rules of the schema: unique keys, terms and signed bytes that never change, one state
/// for one failure. Outlives every process. Each commit is checked against what must always hold.
/// </summary>
internal sealed class SimDatabase(World world, Weather weather)
{
    private readonly Dictionary<string, SimLock> _locks = [];
    private readonly Dictionary<(TenantId, IdempotencyKey), OrderId> _keys = [];

    public Dictionary<OrderId, OrderRow> Orders { get; } = [];

    public Dictionary<VenueOrderId, OrderId> ByVenueId { get; } = [];

    public Dictionary<OrderId, List<(string Kind, DateTimeOffset At)>> Events { get; } = [];

    public Dictionary<(OrderId, string), SimMatch> Matches { get; } = [];

    public Dictionary<Guid, SimLot> Lots { get; } = [];

    public Dictionary<Guid, Shares> ClosedBySell { get; } = [];

    public List<SimFill> Fills { get; } = [];

    public Dictionary<(TenantId, int), SimDecision> Decisions { get; } = [];

    public required IReadOnlyDictionary<TenantId, SimTenant> Tenants { get; init; }

    /// <summary>False for a variant whose bug the schema itself would stop.</summary>
    public bool KeepsTerms { get; init; } = true;

    public SimLock LockOf(string name)
    {
        if (!_locks.TryGetValue(name, out var found)) _locks[name] = found = new SimLock();
        return found;
    }

    /// <summary>A round trip to the server: time passes, the process may die before or after, the connection may break.</summary>
    public async Task TripAsync(SimProcess process, string what)
    {
        await Interruptions.PauseAsync(world, weather, process, world.Between(0.0002, 0.004), what);
        if (world.Happens(weather.DatabaseError)) throw new SimDatabaseException($"connection broken at {what}");
    }

    /// <summary>Makes a session's writes the truth.</summary>
    public void Apply(SimSession session)
    {
        foreach (var row in session.WrittenOrders) Check(session, row);
        foreach (var row in session.WrittenOrders)
        {
            var old = Orders.GetValueOrDefault(row.Id);
            Orders[row.Id] = row;
            _keys[(row.BillingAccountId, row.IdempotencyKey)] = row.Id;
            if (row.VenueOrderId is not null) ByVenueId[row.VenueOrderId] = row.Id;
            if (world.IsTraced && old != row) world.Note($"{session.Process.Name} committed {Name(row)}: {row.Status}{(row.UnknownSince is null ? "" : " unknown")} attempts {row.Attempts} matched {row.MatchedShares} {row.Failure} {row.VenueError}");
            if (old?.AuthorisedAt is null && row.AuthorisedAt is not null) CheckCaps(row);
        }

        foreach (var (order, kind, at) in session.WrittenEvents)
        {
            if (!Events.TryGetValue(order, out var events)) Events[order] = events = [];
            events.Add((kind, at));
        }

        foreach (var match in session.WrittenMatches) Matches[(match.Order, match.TradeId)] = match;
        foreach (var lot in session.WrittenLots) Lots[lot.Id] = lot;
        foreach (var (sell, shares) in session.WrittenClosings) ClosedBySell[sell] = shares;
        foreach (var decision in session.WrittenDecisions)
        {
            if (!Decisions.TryAdd((decision.Tenant, decision.Fill), decision)) world.Violate($"I2: two decisions on fill {decision.Fill} of {decision.Tenant}");
        }

    }

    /// <summary>What the caps have seen, by the authoriser's own formula (R0.34), over these rows.</summary>
    public SpendUsage UsageOf(TenantId tenant, OrderId? except, DateTimeOffset now, Func<OrderId, OrderRow?>? overlay = null)
    {
        var (day, hour) = (Usdc.Zero, 0);
        foreach (var committed in Orders.Values)
        {
            var row = overlay?.Invoke(committed.Id) ?? committed;
            if (row.BillingAccountId != tenant || row.Id == except || row.AuthorisedAt is null || row.Status == "error" || row.CreatedAt <= now.AddHours(-24)) continue;
            if (!row.IsSell) day += row.Status == "canceled" ? row.MatchedShares.CostAt(row.LimitPrice) : row.Notional;
            if (row.CreatedAt > now.AddHours(-1)) hour++;
        }

        return new(day, hour, null);
    }

    public string Name(OrderRow row) => $"{Tenants[row.BillingAccountId].Name} {row.Side} {row.Shares}";

    /// <summary>The constraints and the trigger of trade_order.</summary>
    private void Check(SimSession session, OrderRow row)
    {
        if (row.BillingAccountId != session.Tenant.Tenant) world.Violate($"I4: a session of {session.Tenant.Tenant} wrote order {row.Id} of {row.BillingAccountId}");
        var old = Orders.GetValueOrDefault(row.Id);
        if (KeepsTerms && old?.SignedBody is not null && (!ReferenceEquals(old.SignedBody, row.SignedBody) || old.VenueOrderId != row.VenueOrderId)) throw new SimDatabaseException("the terms and signed bytes of an order never change");
        if (old is null && _keys.ContainsKey((row.BillingAccountId, row.IdempotencyKey))) throw new SimDatabaseException("duplicate key");
        if ((row.Status == "error") != (row.Failure is not null) || (row.SignedBody is null) != (row.VenueOrderId is null)) throw new SimDatabaseException($"check constraint on order {row.Id}: {row.Status} {row.Failure}");
    }

    /// <summary>I5, at every commit that uses budget: no cap is passed, whatever ran at the same time.</summary>
    private void CheckCaps(OrderRow row)
    {
        var grant = Tenants[row.BillingAccountId].Grant;
        var usage = UsageOf(row.BillingAccountId, null, world.Now.AddMinutes(1));
        if (!row.IsSell && usage.LastDay > grant.Daily) world.Violate($"I5: ${usage.LastDay} authorised of ${grant.Daily} a day for {Name(row)}");
        if (usage.LastHour > grant.HourlyFills) world.Violate($"I5: {usage.LastHour} orders authorised of {grant.HourlyFills} an hour for {Name(row)}");
    }
}
