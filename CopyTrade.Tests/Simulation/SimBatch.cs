using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using Npgsql;

namespace CopyTrade.Tests.Simulation;

/// <summary>
/// Orders of several tenants in one transaction, as <c>PostgresOrderBatch</c> has them: turns and rows that somebody holds are left,
/// what the authoriser looks at is read once, all of it is written at once and lasts or not.
/// </summary>
internal sealed class SimBatch : IOrderBatch
{
    private readonly World _world;
    private readonly SimDatabase _database;
    private readonly SimSession _session;
    private readonly Planted _planted;
    private readonly HashSet<TenantId>? _turns;
    private readonly Dictionary<OrderId, Desk> _desks;
    private readonly Dictionary<OrderId, decimal> _left;
    private readonly BatchFacts _facts;
    private readonly List<OrderRow> _rows = [];
    private readonly List<(OrderId Order, string Kind, DateTimeOffset At)> _events = [];
    private bool _isLate;

    private SimBatch(World world, SimDatabase database, SimSession session, HashSet<TenantId>? turns, IEnumerable<OrderRow> rows, Dictionary<TenantId, AuthorizationFacts> facts, Dictionary<OrderId, decimal> left, DateTimeOffset now, Planted planted)
    {
        (_world, _database, _session, _turns, _left, _planted) = (world, database, session, turns, left, planted);
        _facts = new(facts, now);
        _desks = rows.ToDictionary(row => row.Id, row => new Desk(this, row));
    }

    public IReadOnlyCollection<WalletConnection> Wallets => _facts.Wallets;

    /// <summary>One question, answered by statements of which each sees what is committed by then.</summary>
    public static async Task<SimBatch> BeginAsync(
        World world, Weather weather, SimDatabase database, SimSession session, IReadOnlyList<(TenantRef Tenant, OrderId Order)> orders, VenueMode? placing, DateTimeOffset now, Planted planted)
    {
        try
        {
            await session.TripAsync("turns of many");
            var turns = placing is null ? null : session.Tenants.Where(session.TryTakeTradingTurn).Select(tenant => tenant.Tenant).ToHashSet();
            await session.TripAsync("lock many");
            if (world.Happens(weather.DatabaseError)) throw session.Refused(world.Happens(0.5) ? PostgresErrorCodes.LockNotAvailable : PostgresErrorCodes.DeadlockDetected);
            var rows = orders.Where(asked => database.Orders.TryGetValue(asked.Order, out var row) && row.BillingAccountId == asked.Tenant.Tenant && session.TryTake($"order {asked.Order}"))
                .Select(asked => database.Orders[asked.Order]).ToList();
            await session.TripAsync("facts of many");
            var facts = placing is null ? [] : session.Tenants.ToDictionary(tenant => tenant.Tenant, tenant => FactsOf(database, tenant.Tenant, now));
            var left = placing is null ? [] : rows.Where(row => row.IsSell).Select(row => (row.Id, Left: new SimExposure(database, now).LeftOf(row))).Where(row => row.Left is not null).ToDictionary(row => row.Id, row => row.Left!.Value);
            return new(world, database, session, turns, rows, facts, left, now, planted);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public (OrderRow Row, IOrderDesk Desk)? Find(OrderId id) =>
        _desks.TryGetValue(id, out var desk) && desk.Row.BillingAccountId is var tenant && _turns?.Contains(tenant) != false && !_facts.IsOutdated(tenant) ? (desk.Row, desk) : null;

    public void Save(OrderRow row)
    {
        var desk = _desks[row.Id];
        _events.AddRange(desk.Events);
        desk.Events.Clear();
        _rows.Add(row);
        if (_turns is not null && _planted != Planted.BatchCapUnseen) _facts.Follow(desk.Row, row);
    }

    public void AnnounceOrders(TenantId tenant)
    {
    }

    public async Task FlushAsync()
    {
        if (_rows.Count == 0) return;
        await _session.TripAsync("write many");
        // The planted bug: one of several is not written.
        foreach (var row in _planted == Planted.BatchRowForgotten && _rows.Count > 1 ? _rows.SkipLast(1) : _rows) _session.Put(row);
        _session.WrittenEvents.AddRange(_events);
        _rows.Clear();
        _events.Clear();
        _database.Check(_session);
        _session.IsLetThrough = true;
    }

    public async Task CommitAsync()
    {
        await FlushAsync();
        var before = _database.Batches.Count;
        try
        {
            if (_planted == Planted.BatchSentBeforeCommit) CommitLater();
            else await _session.CommitAsync();
        }
        catch (Exception e) when (!Contention.IsVictim(e))
        {
            var lasted = _database.Batches.Count > before;
            if (lasted) _database.BatchesUnheard++;
            if (_planted == Planted.BatchSentRolledBack && !lasted) return;
            if (_planted == Planted.BatchSignedAgain && lasted && _turns is not null)
            {
                await PutBackAsync();
                return;
            }

            throw new CommitUnknownException(e);
        }
    }

    public ValueTask DisposeAsync() => _isLate ? ValueTask.CompletedTask : _session.DisposeAsync();

    private static AuthorizationFacts FactsOf(SimDatabase database, TenantId tenant, DateTimeOffset now) => new(
        database.Halts.TryGetValue(tenant, out var halt) ? [halt] : [], database.Tenants[tenant].Wallet, database.Tenants[tenant].Grant, database.UsageOf(tenant, null, now));

    /// <summary>The planted bug: the answer comes before the commit.</summary>
    private void CommitLater()
    {
        _isLate = true;
        _world.After(_world.Between(0.01, 0.1), _session.Process, () => _ = CommitAsync());

        async Task CommitAsync()
        {
            try
            {
                await _session.CommitAsync();
            }
            catch (SimDatabaseException e)
            {
                _world.Note(e.Message);
            }
        }
    }

    /// <summary>The planted bug: what was not heard of is begun again from what was read before it.</summary>
    private async Task PutBackAsync()
    {
        await _database.TripAsync(_session.Process, "put back");
        foreach (var row in _session.WrittenOrders) _database.Orders[row.Id] = _desks[row.Id].Row;
    }

    private sealed class Desk(SimBatch batch, OrderRow row) : IOrderDesk
    {
        public OrderRow Row { get; } = row;

        public List<(OrderId Order, string Kind, DateTimeOffset At)> Events { get; } = [];

        public Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now) => Task.FromResult(batch._facts.Of(Row.BillingAccountId));

        // What was read in the beginning knows nothing of a sale that this batch allowed since.
        public async Task<decimal?> LeftAsync(OrderRow row, DateTimeOffset now)
        {
            if (batch._planted == Planted.BatchSaleUnseen || !batch._facts.HasSold(row.BillingAccountId)) return batch._left.TryGetValue(row.Id, out var left) ? left : null;
            await batch.FlushAsync();
            await batch._session.TripAsync("left");
            return new SimExposure(batch._database, now, [.. batch._session.WrittenOrders]).LeftOf(row);
        }

        public Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values)
        {
            Events.Add((row.Id, kind, at));
            return Task.CompletedTask;
        }
    }
}
