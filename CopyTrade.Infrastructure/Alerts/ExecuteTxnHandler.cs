using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;   // recurring jobs have another

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>
/// Carries out an alert that trades (R4.18): writes its orders and their executions in one commit with the proof that the
/// job is still ours, and only then has them placed; looks at them until they are final. An alert that has orders gets no others.
/// </summary>
internal sealed partial class ExecuteTxnHandler(
    TenantScopes scopes, IMarketCatalog catalog, IOrderBooks books, OrderQueue queue, ExecutionRecord executions, VenueSettings venue, TimeProvider clock, ILogger<ExecuteTxnHandler> logger) : IJobHandler
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LaterLook = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    private const string FenceSql = "select true from harness_job where id = @Id and billing_account_id = @tenant and fence = @Fence and status = 'running' for update";

    // The oldest purchase is sold first, book by book.
    private const string HoldingsSql = """
        select h.book, greatest(0, h.confirmed - h.outgoing) as free from book_holdings(@since) h
         where h.billing_account_id = @tenant and h.token_id = @token and (@book::text is null or h.book = @book)
         order by (select min(l.opened_at) from lot l where l.billing_account_id = h.billing_account_id and l.book = h.book and l.token_id = h.token_id and l.remaining > 0) nulls last, h.book
        """;

    public JobKind Kind => JobKind.ExecuteTxn;

    public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
    {
        if (await executions.FollowAsync(job, ct) is { } followed) return followed is JobOutcome.Underway ? new JobOutcome.Underway(PauseOf(job)) : followed;
        var alert = AlertJobPayload.Read(job.Payload);
        if (OrderWishParser.Parse(alert.Payload.GetRawText()) is not { Wish: { } wish }) return new JobOutcome.Hopeless("The stored payload cannot be read any more.");
        try
        {
            var market = await FindAsync(wish, ct);
            var book = market is null ? null : await books.FindAsync(market.Token, ct);
            return await PlaceAsync(job, alert, wish, market, book, ct);
        }
        catch (VenueUnavailableException e)
        {
            return new JobOutcome.Again($"The venue does not answer: {e.Message}");
        }
    }

    private async Task<Market?> FindAsync(OrderWish wish, CancellationToken ct) => wish.Token is { } token
        ? wish.Side == OrderSide.Sell ? await catalog.FindToSellAsync(wish.Condition, token, ct) : await catalog.FindAsync(wish.Condition, token, ct)
        : (await catalog.ListAsync(wish.Condition, ct)).SingleOrDefault(market => string.Equals(market.Outcome, wish.Outcome, StringComparison.OrdinalIgnoreCase));

    private async Task<JobOutcome> PlaceAsync(HarnessJob job, AlertJobPayload alert, OrderWish wish, Market? market, OrderBook? book, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([job.Tenant], ct);
        var now = clock.GetUtcNow();
        if (await scope.QuerySingleOrDefaultAsync<bool?>(FenceSql, new { job.Id, tenant = job.Tenant.Tenant, job.Fence }) is null) return new JobOutcome.Again("The lease was lost.");
        var holdings = market is null || wish.Side == OrderSide.Buy ? [] : await scope.QueryAsync<HeldRow>(HoldingsSql, new { tenant = job.Tenant.Tenant, token = market.Token, book = wish.Book, since = (now - Untold).UtcDateTime });
        var facts = new AlertOrderFacts(alert.AlertId, alert.Source, wish, market, book, [.. holdings.Select(row => new BookHolding(row.Book, Shares.RoundDown(row.Free))).Where(held => held.Free > Shares.Zero)], alert.ReceivedAt, now);
        switch (AlertOrderPlanner.Plan(facts))
        {
            case AlertPlan.Place place:
                var written = await OrderLedger.InsertAsync(scope, [.. place.Orders.Select(order => (job.Tenant, order))], venue.Mode, now, ct);
                foreach (var (intent, order, _) in written) await ExecutionRecord.SubmittedAsync(scope, job, alert.AlertId, intent, order, now);
                scope.Announce(ChangeKind.Orders, job.Tenant.Tenant);
                scope.Announce(ChangeKind.Alerts, job.Tenant.Tenant);
                await scope.CommitAsync();
                foreach (var (intent, order, _) in written)
                {
                    queue.Enqueue(job.Tenant, order, intent.ReduceOnly ? Urgency.Exit : Urgency.Entry);
                    Log.Written(logger, alert.AlertId, job.Id, order, job.CorrelationId);
                }

                return new JobOutcome.Underway(Look);
            case AlertPlan.Refuse refuse:
                await ExecutionRecord.RefusedAsync(scope, job, alert.AlertId, JsonSerializer.Serialize(alert.Payload), refuse.Reason, now);
                await scope.CommitAsync();
                return new JobOutcome.Hopeless(refuse.Reason);
            default:
                throw new InvalidOperationException("An unknown plan.");
        }
    }

    private TimeSpan PauseOf(HarnessJob job) => clock.GetUtcNow() - AlertJobPayload.Read(job.Payload).ReceivedAt < Soon ? Look : LaterLook;

    private sealed class HeldRow
    {
        public string Book { get; init; } = "";

        public decimal Free { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6521, EventName = "alerts.executed", Level = LogLevel.Information, Message = "Alert {AlertId}, job {JobId}, became order {OrderId}; correlation {CorrelationId}.")]
        public static partial void Written(ILogger logger, Guid alertId, Guid jobId, OrderId orderId, string correlationId);
    }
}
