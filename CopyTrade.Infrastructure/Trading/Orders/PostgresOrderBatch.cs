using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;
using Dapper;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>Orders of several tenants in one transaction: one round trip reads all, one writes all, however many they are.</summary>
internal sealed class PostgresOrderBatch : IOrderBatch
{
    private readonly TenantScope _scope;
    private readonly HashSet<TenantId>? _turns;
    private readonly Dictionary<OrderId, Desk> _desks;
    private readonly BatchFacts _facts;
    private readonly Dictionary<Guid, decimal> _left;
    private readonly List<EventWrite> _events = [];
    private readonly List<OrderRow> _rows = [];

    private PostgresOrderBatch(TenantScope scope, IEnumerable<OrderRow> orders, IEnumerable<Guid>? turns, IReadOnlyDictionary<TenantId, AuthorizationFacts> facts, IEnumerable<(Guid Order, decimal Remaining)> left, DateTimeOffset now)
    {
        (_scope, _turns, _facts) = (scope, turns?.Select(tenant => new TenantId(tenant)).ToHashSet(), new BatchFacts(facts, now));
        _left = left.ToDictionary(row => row.Order, row => row.Remaining);
        _desks = orders.ToDictionary(row => row.Id, row => new Desk(this, row));
    }

    public IReadOnlyCollection<WalletConnection> Wallets => _facts.Wallets;

    public static async Task<PostgresOrderBatch> BeginAsync(TenantScopes scopes, IReadOnlyList<(TenantRef Tenant, OrderId Order)> orders, VenueMode? placing, DateTimeOffset now, CancellationToken ct)
    {
        TenantRef[] tenants = [.. orders.Select(order => order.Tenant).Distinct().OrderBy(tenant => tenant.Tenant.Value)];
        var scope = await scopes.BeginManyAsync(tenants, ct);
        try
        {
            using var answers = await scope.QueryMultipleAsync(placing is null ? OrderBatchSql.RecordingSql : OrderBatchSql.PlacingSql, new
            {
                tenants = Array.ConvertAll(tenants, tenant => tenant.Tenant.Value), ids = orders.Select(order => order.Order.Value).ToArray(), mode = placing?.ToText(), now = now.UtcDateTime, since = SellCoverSql.Since(now),
            });
            var turns = placing is null ? null : await answers.ReadAsync<Guid>();
            var rows = await answers.ReadAsync<OrderRow>();
            var facts = placing is null ? new Dictionary<TenantId, AuthorizationFacts>() : await AuthorizationReader.ReadManyAsync(answers, tenants.Select(tenant => tenant.Tenant));
            var left = placing is null ? [] : await answers.ReadAsync<(Guid Order, decimal Remaining)>();
            return new(scope, rows, turns, facts, left, now);
        }
        catch
        {
            await scope.DisposeAsync();
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
        if (_turns is not null) _facts.Follow(desk.Row, row);
    }

    public void AnnounceOrders(TenantId tenant) => _scope.Announce(ChangeKind.Orders, tenant);

    public async Task FlushAsync()
    {
        if (_rows.Count == 0) return;
        var parameters = new DynamicParameters(OrderBatchSql.Written(_rows));
        if (_events.Count > 0) parameters.AddDynamicParams(OrderEventSql.Written(_events));
        var (written, expected) = (await _scope.ExecuteAsync((_events.Count > 0 ? OrderEventSql.Insert : "") + OrderBatchSql.SaveSql, parameters), _rows.Count + _events.Count);
        _rows.Clear();
        _events.Clear();
        // Bytes may leave only for what is written.
        if (written != expected) throw new InvalidOperationException($"{written} of {expected} rows of a batch of orders were written.");
    }

    public async Task CommitAsync()
    {
        await FlushAsync();
        try
        {
            await _scope.CommitAsync();
        }
        catch (Exception e) when (!Contention.IsVictim(e))
        {
            throw new CommitUnknownException(e);
        }
    }

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    private sealed class Desk(PostgresOrderBatch batch, OrderRow row) : IOrderDesk
    {
        public OrderRow Row { get; } = row;

        public List<EventWrite> Events { get; } = [];

        public Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now) => Task.FromResult(batch._facts.Of(Row.BillingAccountId));

        // What was read in the beginning knows nothing of a sale that this batch allowed since.
        public async Task<decimal?> LeftAsync(OrderRow row, DateTimeOffset now)
        {
            if (!batch._facts.HasSold(row.BillingAccountId)) return batch._left.TryGetValue(row.Id.Value, out var left) ? left : null;
            await batch.FlushAsync();
            return await SellCoverSql.LeftAsync(batch._scope, row.Id.Value, now);
        }

        public Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values)
        {
            Events.Add(OrderEventSql.Entry(row, kind, at, values));
            return Task.CompletedTask;
        }
    }
}
