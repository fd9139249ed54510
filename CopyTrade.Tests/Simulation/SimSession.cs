using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;
using Npgsql;

namespace CopyTrade.Tests.Simulation;

/// <summary>A transaction as PostgreSQL runs it at "read committed": own writes and what others committed are seen, locks last to the end, nothing of it lasts without a commit.</summary>
internal sealed class SimSession : IOrderSession
{
    private readonly World _world;
    private readonly Weather _weather;
    private readonly SimDatabase _database;
    private readonly bool _takesTurns;
    private readonly HashSet<SimLock> _locks = [];
    private readonly Dictionary<OrderId, OrderRow> _orders = [];
    private readonly Dictionary<(OrderId, string), SimMatch> _matches = [];
    private readonly Dictionary<Guid, SimLot> _lots = [];
    private readonly Dictionary<Guid, Shares> _closings = [];
    private readonly HashSet<OrderId> _places = [];
    private bool _isOver;

    public SimSession(World world, Weather weather, SimDatabase database, SimProcess process, IReadOnlyCollection<TenantRef> tenants, bool takesTurns, long? token)
    {
        (_world, _weather, _database, Process, Tenants, _takesTurns, Token, BeganAt) = (world, weather, database, process, tenants, takesTurns, token, world.Now);
        // The server notices a broken connection soon, not at once.
        process.OnDeath(() => world.After(world.Between(0.01, 0.3), null, End));
    }

    public SimProcess Process { get; }

    public IReadOnlyCollection<TenantRef> Tenants { get; }

    /// <summary>By which the process led when the transaction began.</summary>
    public long? Token { get; }

    public DateTimeOffset BeganAt { get; }

    /// <summary>Whether it is on orders that are done together.</summary>
    public bool IsTogether { get; init; }

    /// <summary>The statements were let through by the token that was valid then: the commit asks for none.</summary>
    public bool IsLetThrough { get; set; }

    /// <summary>The lock that it waits for.</summary>
    public SimLock? WaitsFor { get; set; }

    /// <summary>How often orders had come back to life when it read what is at stake.</summary>
    public int? RevivalsSeen { get; set; }

    private TenantRef Tenant => Tenants.Single();

    public IEnumerable<OrderRow> WrittenOrders => _orders.Values;

    public List<(OrderId Order, string Kind, DateTimeOffset At)> WrittenEvents { get; } = [];

    public IEnumerable<SimMatch> WrittenMatches => _matches.Values;

    public IEnumerable<SimLot> WrittenLots => _lots.Values;

    public IEnumerable<KeyValuePair<Guid, Shares>> WrittenClosings => _closings;

    public List<SimDecision> WrittenDecisions { get; } = [];

    public Dictionary<FillId, SimObserved> WrittenObserved { get; } = [];

    public List<(FillId Fill, DateTimeOffset At)> WrittenRouted { get; } = [];

    public List<CopyTarget> WrittenTargets { get; } = [];

    public List<SimWaiting> WrittenWaiting { get; } = [];

    public List<(TenantId, TargetKey, FillId)> EndedWaiting { get; } = [];

    public List<((TenantId, TargetKey, string Condition) Key, string Costs)> WrittenBaselines { get; } = [];

    public List<(TenantId Tenant, Halt? Halt)> WrittenHalts { get; } = [];

    public bool TryTakeTradingTurn(TenantRef tenant) => !_takesTurns || TryTake($"trading {tenant.Tenant}");

    public Task TakeTradingTurnAsync() => _takesTurns ? TakeAsync($"trading {Tenant.Tenant}") : Task.CompletedTask;

    public Task TakeSettlementTurnAsync() => TakeAsync($"settlement {Tenant.Tenant}");

    public async Task<OrderRow?> LockAsync(OrderId id)
    {
        if (_database.Orders.GetValueOrDefault(id) is null) return null;
        await TakeAsync($"order {id}");
        return RowOf(id);
    }

    public async Task<OrderRow?> LockAsync(VenueOrderId id)
    {
        await TripAsync("find order");
        return _database.ByVenueId.TryGetValue(id, out var order) && _database.Orders[order].BillingAccountId == Tenant.Tenant ? await LockAsync(order) : null;
    }

    public async Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now)
    {
        await TripAsync("facts");
        var tenant = _database.Tenants[Tenant.Tenant];
        return new(_database.Halts.TryGetValue(Tenant.Tenant, out var halt) ? [halt] : [], tenant.Wallet, tenant.Grant, _database.UsageOf(Tenant.Tenant, asking, now, RowOf));
    }

    public async Task<DateTimeOffset> LastSentAsync(OrderRow row)
    {
        await TripAsync("last sent");
        var sent = _database.Events.GetValueOrDefault(row.Id, []).Where(e => e.Kind == "submitted").Select(e => e.At).Concat(WrittenEvents.Where(e => e.Order == row.Id && e.Kind == "submitted").Select(e => e.At)).ToList();
        return sent.Count > 0 ? sent.Max() : row.SubmittedAt!.Value;
    }

    public async Task SaveAsync(OrderRow row)
    {
        await TripAsync("save order");
        _orders[row.Id] = row;
    }

    public async Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values)
    {
        await TripAsync("add event");
        WrittenEvents.Add((row.Id, kind, at));
    }

    public async Task<SettlementStatus?> SettlementOfAsync(OrderRow row, string tradeId)
    {
        await TripAsync("settlement");
        return MatchOf((row.Id, tradeId))?.Settlement;
    }

    public async Task SaveFillAsync(OrderRow row, VenueTrade trade, Usdc? fee, DateTimeOffset now)
    {
        await TripAsync("save match");
        _matches[(row.Id, trade.TradeId)] = MatchOf((row.Id, trade.TradeId)) is { } known
            ? known with { Settlement = trade.Status, Fee = fee ?? known.Fee }
            : new(_world.NewGuid(), row.Id, trade.TradeId, trade.Shares, trade.Price, fee, trade.Status, trade.MatchedAt);
    }

    public async Task<(Shares Standing, Shares Voided)> MatchedAsync(OrderRow row)
    {
        await TripAsync("matched");
        var (standing, voided) = (Shares.Zero, Shares.Zero);
        foreach (var match in Matches().Where(match => match.Order == row.Id))
        {
            if (match.Settlement == SettlementStatus.Failed) voided += match.Shares;
            else standing += match.Shares;
        }

        return (standing, voided);
    }

    public async Task SettleLotsAsync(OrderRow row, DateTimeOffset now)
    {
        await TripAsync("lots");
        foreach (var match in Matches().Where(match => match.Order == row.Id && !row.IsSell && match.Settlement == SettlementStatus.Confirmed && Lots().All(lot => lot.Match != match.Id)).ToList())
        {
            var lot = new SimLot(_world.NewGuid(), match.Id, row.Id, match.Shares, match.Shares, LotBook.CostOf(match.Shares, match.Price, match.Fee));
            _lots[lot.Id] = lot;
        }

        foreach (var sell in Matches().Where(match => match.Settlement == SettlementStatus.Confirmed && RowOf(match.Order) is { IsSell: true } order && order.BillingAccountId == Tenant.Tenant && order.TokenId == row.TokenId && order.Book == row.Book).ToList())
        {
            var closed = _closings.TryGetValue(sell.Id, out var own) ? own : _database.ClosedBySell.GetValueOrDefault(sell.Id);
            if (closed >= sell.Shares) continue;
            var open = Lots().Where(lot => lot.Remaining > Shares.Zero && RowOf(lot.Order)!.BillingAccountId == Tenant.Tenant && RowOf(lot.Order)!.TokenId == row.TokenId && RowOf(lot.Order)!.Book == row.Book).Select(lot => new OpenLot(lot.Id, lot.Remaining, lot.RemainingCost)).ToList();
            var closing = LotBook.Close(open, sell.Shares - closed, LotBook.ProceedsOf(sell.Shares, sell.Price, sell.Fee));
            foreach (var slice in closing.Slices)
            {
                var lot = _lots.GetValueOrDefault(slice.Lot) ?? _database.Lots[slice.Lot];
                _lots[lot.Id] = lot with { Remaining = lot.Remaining - slice.Shares, RemainingCost = lot.RemainingCost - slice.Cost };
                closed += slice.Shares;
            }

            _closings[sell.Id] = closed;
        }
    }

    public void AnnounceOrders()
    {
    }

    public void AnnouncePositions()
    {
    }

    public async Task<SaleCover> CoverAsync(OrderRow row, DateTimeOffset now)
    {
        await TripAsync("cover");
        return new SimExposure(_database, now).CoverOf(row);
    }

    public async Task<decimal?> LeftAsync(OrderRow row, DateTimeOffset now)
    {
        await TripAsync("left");
        return new SimExposure(_database, now).LeftOf(row);
    }

    public async Task TakeAsync(string name)
    {
        await TripAsync(name);
        var taken = _database.LockOf(name);
        _locks.Add(taken);
        try
        {
            await taken.TakeAsync(this);
        }
        catch (SimDatabaseException)
        {
            End();
            throw;
        }

        if (_isOver) throw new SimDatabaseException("the session is over");
    }

    /// <summary>Without waiting (skip locked).</summary>
    public bool TryTake(string name)
    {
        if (_isOver) throw new SimDatabaseException("the session is over");
        var wanted = _database.LockOf(name);
        if (!wanted.TryTake(this)) return false;
        _locks.Add(wanted);
        return true;
    }

    /// <summary>As <c>OrderCancels</c> asks: unfinished buys of a book, on one market or on all.</summary>
    public async Task CancelEntriesAsync(TenantRef tenant, string book, ConditionId? condition, string reason, DateTimeOffset now)
    {
        await TripAsync("cancel entries");
        foreach (var row in _database.Orders.Values.Where(row => row.BillingAccountId == tenant.Tenant && row.Book == book && (condition is null || row.ConditionId == condition) && !row.IsSell).ToList())
        {
            if (SimExposure.IsUnfinished(row) && row.CancelRequestedAt is null) await CancelAsync(row.Id, reason, now);
        }
    }

    /// <summary>One order; nothing happens when it is over or to be cancelled already.</summary>
    public async Task CancelAsync(OrderId id, string reason, DateTimeOffset now)
    {
        if (await LockAsync(id) is { CancelRequestedAt: null } row && SimExposure.IsUnfinished(row)) _orders[id] = row with { CancelRequestedAt = now, CancelReason = reason };
    }

    public void Insert(OrderRow row, bool takesPlace)
    {
        if (takesPlace) _places.Add(row.Id);
        _orders[row.Id] = row;
    }

    /// <summary>Sales just written that confirmed lots do not cover have to wait.</summary>
    public void MarkUncovered(IEnumerable<OrderId> inserted, DateTimeOffset now)
    {
        foreach (var row in inserted.Select(id => _orders[id]).Where(row => row is { IsSell: true, WaitingFor: null, SignedBody: null }).ToList())
        {
            if (row.Shares.Quantity > new SimExposure(_database, now, _orders.Values).CoverOf(row).Free) _orders[row.Id] = row with { WaitingFor = "confirmed_shares", WantedShares = row.Shares };
        }
    }

    public bool TakesPlace(OrderId id) => _places.Contains(id);

    /// <summary>Whether this transaction makes an order leave its resting place.</summary>
    public bool IsLeaving(OrderId id) => _orders.TryGetValue(id, out var row) && (row.CancelRequestedAt is not null || !SimExposure.IsUnfinished(row));

    public SimObserved? ObservedOf(FillId id) => WrittenObserved.TryGetValue(id, out var own) ? own : _database.Observed.GetValueOrDefault(id);

    public Guid NewGuid() => _world.NewGuid();

    public async Task CommitAsync()
    {
        await TripAsync("commit");
        if (_world.Happens(_weather.CommitFails)) throw Broken("commit failed");
        try
        {
            _database.Apply(this);
        }
        finally
        {
            End();
        }

        await Interruptions.PauseAsync(_world, _weather, Process, _world.Between(0.0002, 0.002), "committed");
        if (_world.Happens(_weather.CommitUnknown)) throw Broken("committed, and the connection broke before the word of it");
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    /// <summary>Part of a statement that writes many.</summary>
    public void Put(OrderRow row) => _orders[row.Id] = row;

    /// <summary>The server ends the transaction for a reason of its own.</summary>
    public PostgresException Refused(string state)
    {
        _world.Note($"{Process.Name} transaction refused: {state}");
        End();
        return new("the transaction was ended", "ERROR", "ERROR", state);
    }

    public OrderRow? RowOf(OrderId id) => _orders.TryGetValue(id, out var own) ? own : _database.Orders.GetValueOrDefault(id);

    private SimMatch? MatchOf((OrderId, string) key) => _matches.TryGetValue(key, out var own) ? own : _database.Matches.GetValueOrDefault(key);

    private IEnumerable<SimMatch> Matches() => _database.Matches.Where(pair => !_matches.ContainsKey(pair.Key)).Select(pair => pair.Value).Concat(_matches.Values);

    private IEnumerable<SimLot> Lots() => _database.Lots.Values.Where(lot => !_lots.ContainsKey(lot.Id)).Concat(_lots.Values);

    public async Task TripAsync(string what)
    {
        if (_isOver) throw new SimDatabaseException("the session is over");
        try
        {
            await _database.TripAsync(Process, what);
        }
        catch (SimDatabaseException)
        {
            End();
            throw;
        }
    }

    private SimDatabaseException Broken(string what)
    {
        _world.Note($"{Process.Name} {what}");
        End();
        return new(what);
    }

    private void End()
    {
        if (_isOver) return;
        _isOver = true;
        foreach (var held in _locks) held.Release(_world, this);
    }
}
