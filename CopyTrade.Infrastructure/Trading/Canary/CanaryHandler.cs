using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;   // recurring jobs have another

namespace CopyTrade.Infrastructure.Trading.Canary;

/// <summary>
/// Carries a trial on by one step at a time. An order and the note that it is the trial's are one commit, made with the proof
/// that the job is still ours; only then is it placed, by whom all orders are. Done again after a crash it finds what there is.
/// </summary>
internal sealed partial class CanaryHandler(
    TenantScopes scopes, CanaryMarkets markets, IMarketCatalog catalog, IOrderBooks books, OrderQueue queue, VenueSettings venue, AccountsMode mode, ICrashPoints crash, TimeProvider clock, ILogger<CanaryHandler> logger) : IJobHandler
{
    private const int FewBooks = 8;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LaterLook = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    private const string FenceSql = "select true from harness_job where id = @Id and billing_account_id = @tenant and fence = @Fence and status = 'running' for update";

    private const string ReadSql = "select id, connection_id, requested_at, buy_order_id, sell_tries from wallet_canary where id = @canary and billing_account_id = @tenant and ended_at is null";

    private const string OrdersSql = """
        select o.idempotency_key as key, o.condition_id, o.token_id, o.side, o.status in ('pending', 'open', 'partial') as is_under_way, coalesce(o.failure_detail, o.venue_error, o.failure) as refusal,
               greatest(f.standing, case when f.told = 0 then o.matched_shares else 0 end) as standing,
               f.unsettled + greatest(0, o.matched_shares - f.told) as unsettled, greatest(f.changed_at, coalesce(o.finished_at, o.created_at)) as changed_at
          from trade_order o
         cross join lateral (select coalesce(sum(m.shares), 0) as told, coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing,
                                    coalesce(sum(m.shares) filter (where m.settlement in ('matched', 'retrying', 'mined')), 0) as unsettled, max(m.updated_at) as changed_at
                               from order_fill m where m.order_id = o.id) f
         where o.billing_account_id = @tenant and o.idempotency_key = any(@keys) order by o.created_at
        """;

    private const string FreeSql = "select coalesce(sum(greatest(0, h.confirmed - h.outgoing)), 0) from book_holdings(@since) h where h.billing_account_id = @tenant and h.book = @book and h.token_id = @token";

    private const string BoughtSql = "update wallet_canary set buy_order_id = @order where id = @canary and buy_order_id is null and ended_at is null";

    private const string SoldSql = "update wallet_canary set sell_order_id = @order, sell_tries = sell_tries + 1 where id = @canary and sell_tries = @tries and ended_at is null";

    // What it was decided from must still be so: a dollar spent meanwhile is followed to its end.
    private const string EndSql = "update wallet_canary set ended_at = @now, problem = @problem where id = @canary and ended_at is null and buy_order_id is not distinct from @buy and sell_tries = @tries";

    public JobKind Kind => JobKind.Canary;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        using var payload = JsonDocument.Parse(job.Payload);
        var canary = payload.RootElement.GetProperty("canary").GetGuid();
        var known = await ReadAsync(job.Tenant, canary, ct);
        if (known.Row is not { } row) return new JobOutcome.Done("It has ended.");
        try
        {
            var step = row.BuyOrderId is null ? await BuyAsync(job.Tenant, row, known.Cap, ct) : CanaryPlanner.Next(await FactsAsync(row, known.Orders, known.Free, ct));
            return step switch
            {
                CanaryStep.Place place => await PlaceAsync(job, row, place, ct),
                CanaryStep.End end => await EndAsync(job, row, end, ct),
                _ => new JobOutcome.Underway(row.BuyOrderId is not null && clock.GetUtcNow() - row.RequestedAt < Soon ? Look : LaterLook),
            };
        }
        catch (VenueUnavailableException e)
        {
            // What was bought is followed however long it takes.
            return row.BuyOrderId is null ? new JobOutcome.Again($"The venue does not answer: {e.Message}") : new JobOutcome.Underway(LaterLook);
        }
    }

    private async Task<(Row? Row, Usdc? Cap, IReadOnlyList<OrderLine> Orders, Shares Free)> ReadAsync(TenantRef tenant, Guid canary, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (await scope.QuerySingleOrDefaultAsync<Row>(ReadSql, new { canary, tenant = tenant.Tenant }) is not { } row) return (null, null, [], Shares.Zero);
        var grant = await WalletRows.FindGrantAsync(scope, new WalletConnectionId(row.ConnectionId));
        string[] keys = [CanaryKeys.Buy(canary).Value, .. Enumerable.Range(1, CanaryPlanner.MostSells).Select(attempt => CanaryKeys.Sell(canary, attempt).Value)];
        var orders = await scope.QueryAsync<OrderLine>(OrdersSql, new { tenant = tenant.Tenant, keys });
        var free = orders.Count == 0 ? 0m
            : await scope.QuerySingleAsync<decimal>(FreeSql, new { tenant = tenant.Tenant, book = CanaryKeys.Book, token = orders[0].TokenId, since = (clock.GetUtcNow() - Untold).UtcDateTime });
        return (row, grant is null ? null : PlatformCaps.For(mode.Venue).Bound(grant).PerOrder, orders, Shares.RoundDown(free));
    }

    // What nobody could begin in time is not begun at some later moment.
    private async Task<CanaryStep> BuyAsync(TenantRef tenant, Row row, Usdc? cap, CancellationToken ct)
    {
        if (clock.GetUtcNow() - row.RequestedAt > Patience) return new CanaryStep.End("No host that holds keys, or no venue, was there in time, so nothing was bought: try again.");
        var candidates = await markets.FindAsync(ct);
        Log.Looked(logger, row.Id, tenant.Tenant, candidates.Count);
        var now = clock.GetUtcNow();
        var step = CanaryPlanner.Buy(row.Id, candidates, cap, now);
        // Where hardly anybody has traded yet, a further look may find what this one did not.
        return step is CanaryStep.End && cap is not null && candidates.Count < FewBooks && now - row.RequestedAt < CanaryPlanner.Search ? new CanaryStep.Wait() : step;
    }

    private async Task<CanaryFacts> FactsAsync(Row row, IReadOnlyList<OrderLine> orders, Shares free, CancellationToken ct)
    {
        var (condition, token) = (ConditionId.Parse(orders[0].ConditionId), TokenId.Parse(orders[0].TokenId));
        var (market, book) = free == Shares.Zero ? (null, null) : (await catalog.FindAsync(condition, token, ct), await books.FindAsync(token, ct));
        return new(row.Id, orders.Single(order => order.Side == "buy").ToOrder(), [.. orders.Where(order => order.Side == "sell").Select(order => order.ToOrder())], free, market, book, row.RequestedAt, clock.GetUtcNow());
    }

    private async Task<JobOutcome> PlaceAsync(HarnessJob job, Row row, CanaryStep.Place place, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var scope = await scopes.OpenManyAsync([job.Tenant], ct);
        if (await scope.QuerySingleOrDefaultAsync<bool?>(FenceSql, new { job.Id, tenant = job.Tenant.Tenant, job.Fence }) is null) return new JobOutcome.Again("The lease was lost.");
        var written = await OrderLedger.InsertAsync(scope, [(job.Tenant, place.Order)], venue.Mode, now, ct);
        var order = written[0].Id;
        var isNoted = await scope.ExecuteAsync(place.Order.ReduceOnly ? SoldSql : BoughtSql, new { canary = row.Id, order = order.Value, tries = row.SellTries });
        if (isNoted == 0) return new JobOutcome.Again("Somebody else carried it on.");
        scope.Announce(ChangeKind.Orders, job.Tenant.Tenant);
        scope.Announce(ChangeKind.Preflight, job.Tenant.Tenant);
        await scope.CommitAsync();
        crash.Reach(CrashPoint.AfterInsert);
        queue.Enqueue(job.Tenant, order, place.Order.ReduceOnly ? Urgency.Exit : Urgency.Entry);
        Log.Written(logger, row.Id, order, job.Tenant.Tenant);
        return new JobOutcome.Underway(Look);
    }

    private async Task<JobOutcome> EndAsync(HarnessJob job, Row row, CanaryStep.End end, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([job.Tenant], ct);
        if (await scope.QuerySingleOrDefaultAsync<bool?>(FenceSql, new { job.Id, tenant = job.Tenant.Tenant, job.Fence }) is null) return new JobOutcome.Again("The lease was lost.");
        var problem = end.Problem is { Length: > 500 } longer ? longer[..500] : end.Problem;
        if (await scope.ExecuteAsync(EndSql, new { canary = row.Id, now = clock.GetUtcNow(), problem, buy = row.BuyOrderId, tries = row.SellTries }) == 0) return new JobOutcome.Again("Somebody else carried it on.");
        scope.Announce(ChangeKind.Preflight, job.Tenant.Tenant);
        await scope.CommitAsync();
        return new JobOutcome.Done(end.Problem ?? "It bought and sold.");
    }

    private sealed record Row(Guid Id, Guid ConnectionId, DateTimeOffset RequestedAt, Guid? BuyOrderId, int SellTries);

    private sealed class OrderLine
    {
        public string Key { get; init; } = "";

        public string ConditionId { get; init; } = "";

        public string TokenId { get; init; } = "";

        public string Side { get; init; } = "";

        public bool IsUnderWay { get; init; }

        public string? Refusal { get; init; }

        public decimal Standing { get; init; }

        public decimal Unsettled { get; init; }

        public DateTimeOffset ChangedAt { get; init; }

        public CanaryOrder ToOrder() => new(IsUnderWay, Shares.RoundDown(Standing), Shares.RoundDown(Unsettled), ChangedAt, Refusal);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1471, Level = LogLevel.Information, Message = "Canary {CanaryId} of tenant {TenantId} looks for a market among {Count} books.")]
        public static partial void Looked(ILogger logger, Guid canaryId, TenantId tenantId, int count);

        [LoggerMessage(EventId = 1472, Level = LogLevel.Information, Message = "Canary {CanaryId} wrote order {OrderId} of tenant {TenantId}.")]
        public static partial void Written(ILogger logger, Guid canaryId, Domain.Trading.OrderId orderId, TenantId tenantId);
    }
}
