using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>The orders page's queries over lists in memory.</summary>
public sealed class FakeOrders : IOrderLinesQuery, IOrderCauses, IOrderCancellation
{
    public List<OrderDossier> Orders { get; } = [];

    public Dictionary<OrderId, OrderCause> Causes { get; } = [];

    public List<OrderId> Cancelled { get; } = [];

    public OrderFilter? LastFilter { get; private set; }

    public string? LastCursor { get; private set; }

    public bool HasOlder { get; set; }

    /// <summary>Thrown by the list while set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>An order of a target with two clocks: 300 ms at the venue, 9 ms of ours, 31 ms for the answer.</summary>
    public OrderDossier Add(int n, CopyTarget target, OrderStage stage, OrderMatches? matches = null, OrderFailure? failure = null, string? detail = null, DateTimeOffset? restsUntil = null)
    {
        var (filled, seen) = (PageData.Now.AddMinutes(-n), PageData.Now.AddMinutes(-n).AddMilliseconds(300));
        var id = new OrderId(Guid.Parse($"0e100000-0000-0000-0000-{n:d12}"));
        var status = stage switch
        {
            OrderStage.Pending or OrderStage.Unknown => OrderStatus.Pending,
            OrderStage.Resting => OrderStatus.Open,
            OrderStage.Failed => OrderStatus.Error,
            OrderStage.Canceled => OrderStatus.Canceled,
            _ => OrderStatus.Filled,
        };
        var detailOf = new OrderDetail(
            id, IdempotencyKey.OfText($"order {n}"), OrderOrigin.Mirror, PageData.Condition(n), PageData.Token(n), PageData.MarketTitle(n), "Yes", OrderSide.Buy, Price.Of(0.47m), Shares.Of(10m), matches?.Standing ?? Shares.Zero, Usdc.Of(4.70m),
            TimeInForce.Gtc, status, failure, detail, null, seen.AddMilliseconds(4), failure is null ? seen.AddMilliseconds(9) : null, stage == OrderStage.Unknown ? PageData.Now.AddSeconds(-7) : null, null);
        var line = new OrderLine(detailOf, MirrorKeys.BookOf(target.Key), stage, matches ?? OrderMatches.None, failure is null && stage != OrderStage.Unknown ? seen.AddMilliseconds(40) : null, null, null, 1, null, restsUntil);
        Causes[id] = new OrderCause(id, Guid.Parse($"0d100000-0000-0000-0000-{n:d12}"), target.Id, target.Wallet, target.Label, Price.Of(0.46m), filled, seen, seen.AddMilliseconds(2), "activity-stream");
        var dossier = new OrderDossier(line, [new("authorised", new Dictionary<string, string>(), seen.AddMilliseconds(6))], []);
        Orders.Add(dossier);
        return dossier;
    }

    Task<OrderLinePage> IOrderLinesQuery.PageAsync(TenantRef tenant, OrderFilter filter, string? cursor, int limit, CancellationToken ct)
    {
        (LastFilter, LastCursor) = (filter, cursor);
        if (Failure is not null) return Task.FromException<OrderLinePage>(Failure);
        var lines = Orders.Select(order => order.Line).Where(line => OrderGroups.StagesIn(filter.Show).Contains(line.Stage)).ToList();
        return Task.FromResult(new OrderLinePage(lines, lines.Count, HasOlder && cursor is null ? "older-cursor" : null));
    }

    Task<IReadOnlyDictionary<OrderStage, int>> IOrderLinesQuery.CountAsync(TenantRef tenant, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<OrderStage, int>>(Orders.GroupBy(order => order.Line.Stage).ToDictionary(same => same.Key, same => same.Count()));

    Task<OrderDossier?> IOrderLinesQuery.FindAsync(TenantRef tenant, OrderId id, CancellationToken ct) => Task.FromResult(Orders.Find(order => order.Line.Order.Id == id));

    Task<IReadOnlyDictionary<OrderId, OrderCause>> IOrderCauses.OfAsync(TenantRef tenant, IReadOnlyCollection<OrderId> orders, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<OrderId, OrderCause>>(Causes.Where(cause => orders.Contains(cause.Key)).ToDictionary());

    Task<bool> IOrderCancellation.RequestAsync(TenantRef tenant, UserId by, OrderId id, CancellationToken ct)
    {
        Cancelled.Add(id);
        return Task.FromResult(true);
    }
}
