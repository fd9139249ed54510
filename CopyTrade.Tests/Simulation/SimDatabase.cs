using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using Npgsql;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// The committed rows, and the rules of the schema: unique keys, terms and signed bytes that never change, one state
/// for one failure. Outlives every process. Each commit is checked against what must always hold.
/// </summary>
internal sealed class SimDatabase(World world, Weather weather)
{
    private readonly Dictionary<string, SimLock> _locks = [];
    private readonly Dictionary<(TenantId, IdempotencyKey), OrderId> _keys = [];
    private readonly SimHoldings _holdings = new();

    public Dictionary<OrderId, OrderRow> Orders { get; } = [];

    public Dictionary<VenueOrderId, OrderId> ByVenueId { get; } = [];

    public Dictionary<OrderId, List<(string Kind, DateTimeOffset At)>> Events { get; } = [];

    public Dictionary<(OrderId, string), SimMatch> Matches { get; } = [];

    public Dictionary<Guid, SimLot> Lots { get; } = [];

    public Dictionary<Guid, Shares> ClosedBySell { get; } = [];

    /// <summary>What the followed wallets really did: the venue's record, not ours.</summary>
    public List<SimFill> Fills { get; } = [];

    public Dictionary<FillId, SimObserved> Observed { get; } = [];

    public Dictionary<(TenantId, TargetKey, FillId), SimDecision> Decisions { get; } = [];

    public Dictionary<TargetRowId, CopyTarget> Targets { get; } = [];

    public Dictionary<(TenantId, TargetKey, FillId), SimWaiting> Waiting { get; } = [];

    public Dictionary<(TenantId, TargetKey, string Condition), string> Baselines { get; } = [];

    public Dictionary<TenantId, Halt> Halts { get; } = [];

    /// <summary>Orders that hold the one resting place of their book on a market.</summary>
    public HashSet<OrderId> Places { get; } = [];

    /// <summary>Orders in each transaction that was for orders together, and lasted.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>How many of those had two sales of one book in them, let through together.</summary>
    public int RivalsTogether { get; private set; }

    /// <summary>How many of those the process did not hear of.</summary>
    public int BatchesUnheard { get; set; }

    /// <summary>How often an order that was given up turned out to be at the venue: it uses budget again that others may have had meanwhile.</summary>
    public int Revivals { get; private set; }

    public long LeaseToken { get; set; }

    public DateTimeOffset LeaseUntil { get; set; }

    public SimProcess? LeaseHolder { get; set; }

    /// <summary>Whether one host decides at a time; where two do, nobody promises ceilings.</summary>
    public bool HasOneRouter { get; init; } = true;

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

    public OrderId? IdOf(TenantId tenant, IdempotencyKey key) => _keys.TryGetValue((tenant, key), out var id) ? id : null;

    public CopyTarget TargetOf(OrderRow row) => Targets.Values.First(target => target.Tenant == row.BillingAccountId && MirrorKeys.BookOf(target.Key) == row.Book);

    /// <summary>Makes a session's writes the truth.</summary>
    public void Apply(SimSession session)
    {
        var orders = session.WrittenOrders.ToList();
        if (!session.IsLetThrough) Check(session);
        if (session.IsTogether) Count(orders);
        var added = orders.Where(row => !Orders.ContainsKey(row.Id)).ToList();
        foreach (var row in orders) Apply(session, row);
        foreach (var (order, kind, at) in session.WrittenEvents)
        {
            if (!Events.TryGetValue(order, out var events)) Events[order] = events = [];
            events.Add((kind, at));
        }

        foreach (var match in session.WrittenMatches) Matches[(match.Order, match.TradeId)] = match;
        foreach (var lot in session.WrittenLots) Lots[lot.Id] = lot;
        foreach (var (sell, shares) in session.WrittenClosings) ClosedBySell[sell] = shares;
        ApplyMirroring(session);
        for (var n = 0; n < added.Count; n++) SimMirrorChecks.Added(world, this, added[n], [.. added.Skip(n + 1)], session.RevivalsSeen == Revivals);
    }

    /// <summary>What the schema and its triggers say to what a session wrote so far.</summary>
    public void Check(SimSession session)
    {
        var orders = session.WrittenOrders.ToList();
        if (orders.Count > 0 && session.Token < LeaseToken) throw new SimDatabaseException("another host leads since this one was last sure of it");
        foreach (var row in orders) Check(session, row);
    }

    private void Count(List<OrderRow> orders)
    {
        Batches.Add(orders.Count);
        if (orders.Where(row => row.IsSell && row.SubmittedAt is not null && Orders[row.Id].AuthorisedAt is null).GroupBy(row => (row.BillingAccountId, row.Book, row.TokenId)).Any(same => same.Count() > 1)) RivalsTogether++;
    }

    private void Apply(SimSession session, OrderRow row)
    {
        var old = Orders.GetValueOrDefault(row.Id);
        Orders[row.Id] = row;
        _keys[(row.BillingAccountId, row.IdempotencyKey)] = row.Id;
        if (row.VenueOrderId is not null) ByVenueId[row.VenueOrderId] = row.Id;
        if (old is null && session.TakesPlace(row.Id)) Places.Add(row.Id);
        if (row.CancelRequestedAt is not null || !SimExposure.IsUnfinished(row)) Places.Remove(row.Id);
        if (old is { State: OrderStatus.Error } && row.State != OrderStatus.Error) Revivals++;
        if (world.IsTraced && old != row) world.Note($"{session.Process.Name} committed {Name(row)}: {row.Status}{(row.UnknownSince is null ? "" : " unknown")}{(row.WaitingFor is null ? "" : " waits for " + row.WaitingFor)}{(row.CancelRequestedAt is null ? "" : " to cancel")} attempts {row.Attempts} matched {row.MatchedShares} {row.Failure} {row.VenueError}");
        if (old?.AuthorisedAt is not null || row.AuthorisedAt is null) return;
        CheckCaps(row);
        if (!row.IsSell && Halts.TryGetValue(row.BillingAccountId, out var halt) && halt.SetAt < session.BeganAt) world.Violate($"I2: {Name(row)} was authorised although trading was halted before");
    }

    private void ApplyMirroring(SimSession session)
    {
        foreach (var (id, row) in session.WrittenObserved) Observed[id] = Observed.ContainsKey(id) ? row : row with { Before = _holdings.Before(row.Fill) };
        foreach (var (id, at) in session.WrittenRouted) Observed[id] = Observed[id] with { RoutedAt = at, EndedAt = world.Now };
        foreach (var target in session.WrittenTargets) Targets[target.Id] = target;
        foreach (var (key, costs) in session.WrittenBaselines) Baselines.TryAdd(key, costs);
        foreach (var waiting in session.WrittenWaiting) Waiting.TryAdd(waiting.Key, waiting);
        foreach (var key in session.EndedWaiting) Waiting.Remove(key);
        foreach (var (tenant, halt) in session.WrittenHalts)
        {
            if (halt is null) Halts.Remove(tenant);
            else Halts[tenant] = halt with { SetAt = world.Now };
        }

        foreach (var decision in session.WrittenDecisions)
        {
            if (!Decisions.TryAdd((decision.Tenant, decision.Target, decision.Fill), decision)) world.Violate($"I2: two decisions on fill {decision.Fill} of {Tenants[decision.Tenant].Name}");
            world.Note($"{session.Process.Name} decided {decision.Outcome} {decision.Reason} on {decision.Fill.Value[^14..]} for {Tenants[decision.Tenant].Name}");
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

    public string Name(OrderRow row) => $"{Tenants[row.BillingAccountId].Name} {row.Side} {row.Shares} of {row.TokenId}";

    /// <summary>The constraints and the trigger of trade_order.</summary>
    private void Check(SimSession session, OrderRow row)
    {
        if (session.Tenants.All(tenant => tenant.Tenant != row.BillingAccountId)) world.Violate($"I4: a session of others wrote order {row.Id} of {row.BillingAccountId}");
        var old = Orders.GetValueOrDefault(row.Id);
        if (KeepsTerms && old?.SignedBody is not null && (!ReferenceEquals(old.SignedBody, row.SignedBody) || old.VenueOrderId != row.VenueOrderId)) throw new SimDatabaseException("the terms and signed bytes of an order never change");
        if (old is null && _keys.ContainsKey((row.BillingAccountId, row.IdempotencyKey))) throw Duplicate("trade_order_key");
        if (old is null && session.TakesPlace(row.Id) && Places.Any(other => (Orders[other].BillingAccountId, Orders[other].Book, Orders[other].ConditionId) == (row.BillingAccountId, row.Book, row.ConditionId) && !session.IsLeaving(other))) throw Duplicate("ix_trade_order_resting_place");
        if ((row.Status == "error") != (row.Failure is not null) || (row.SignedBody is null) != (row.VenueOrderId is null)) throw new SimDatabaseException($"check constraint on order {row.Id}: {row.Status} {row.Failure}");
    }

    private static PostgresException Duplicate(string what) => new($"duplicate key value violates unique constraint {what}", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation);

    /// <summary>A sale that waits for the hour's cap (ADR 0026) while the hour is full; with a free place it has to go.</summary>
    public bool WaitsRightly(OrderRow row) => row is { IsSell: true, WaitsForCap: true } && UsageOf(row.BillingAccountId, row.Id, world.Now).LastHour >= Tenants[row.BillingAccountId].Grant.HourlyFills;

    /// <summary>I5, at every commit that uses budget: no cap is passed, whatever ran at the same time.</summary>
    private void CheckCaps(OrderRow row)
    {
        var grant = Tenants[row.BillingAccountId].Grant;
        var usage = UsageOf(row.BillingAccountId, null, world.Now.AddMinutes(1));
        if (!row.IsSell && usage.LastDay > grant.Daily) world.Violate($"I5: ${usage.LastDay} authorised of ${grant.Daily} a day for {Name(row)}");
        if (usage.LastHour > grant.HourlyFills) world.Violate($"I5: {usage.LastHour} orders authorised of {grant.HourlyFills} an hour for {Name(row)}");
    }
}
