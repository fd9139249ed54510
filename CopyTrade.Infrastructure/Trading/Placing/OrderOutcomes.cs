using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Trading.Settlement;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Records what the venue said about an order. Never under a token that shutdown cancels: it happened already.</summary>
public sealed partial class OrderOutcomes
{
    private const int TransactionsAtOnce = 2;
    private const int OrdersTogether = 100;

    // New credentials are there after a second or two; the signed bytes do not depend on them.
    private static readonly TimeSpan UntilNewCredentials = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan UntilBalanceIsSeen = TimeSpan.FromSeconds(5);

    private readonly IOrderStore _store;
    private readonly PollRequests _polls;
    private readonly ReadinessRequests _readiness;
    private readonly ICrashPoints _crash;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly IMarketCatalog? _markets;
    private readonly OrderGathering<SubmitOutcome, bool> _answers;

    public OrderOutcomes(IOrderStore store, PollRequests polls, ReadinessRequests readiness, ICrashPoints crash, TimeProvider clock, ILogger<OrderOutcomes> logger, IMarketCatalog? markets = null)
    {
        (_store, _polls, _readiness, _crash, _clock, _logger, _markets) = (store, polls, readiness, crash, clock, logger, markets);
        _answers = new(TransactionsAtOnce, OrdersTogether, RecordManyAsync, (ask, _) => RecordAloneAsync(ask), logger);
    }

    /// <summary>Whether somebody wants the order back: halted, no longer followed, cancelled by hand.</summary>
    internal Task<bool> IsCalledOffAsync(TenantRef tenant, OrderId id, CancellationToken ct) => _store.IsCalledOffAsync(tenant, id, ct);

    /// <summary>The answer to a send. Answers that arrive at the same time are recorded together.</summary>
    public Task RecordAsync(TenantRef tenant, OrderId id, SubmitOutcome outcome)
    {
        var ask = new OrderAsk<SubmitOutcome>(tenant, id, outcome);
        return _store.TakesMany ? _answers.AskAsync(ask, CancellationToken.None) : RecordAloneAsync(ask);
    }

    /// <summary>The state of the order at the venue, looked up by its hash.</summary>
    public Task RecordAsync(TenantRef tenant, OrderId id, OrderLookup.Found found) =>
        ChangeAsync(tenant, session => session.LockAsync(id), (session, row) => ApplyAsync(session, tenant, row, found.Status, found.MatchedShares, null));

    /// <summary>News of the user channel. An order of this wallet that is not in the ledger is none of ours.</summary>
    public Task RecordAsync(TenantRef tenant, VenueOrderUpdate update) =>
        ChangeAsync(tenant, session => session.LockAsync(update.OrderId), (session, row) => ApplyAsync(session, tenant, row, update.Status, update.MatchedShares, update.Reason));

    /// <summary>The venue does not know the order; when <paramref name="ends"/> says how, it is over.</summary>
    internal Task RecordNotFoundAsync(TenantRef tenant, OrderId id, Func<OrderRow, OrderRow?> ends, string reason) => ChangeAsync(tenant, session => session.LockAsync(id), async (session, row) =>
    {
        if (ends(row) is not { } ended || ended.Status == row.Status) return row with { SyncedAt = _clock.GetUtcNow() };
        await session.AddEventAsync(row, ended.State == OrderStatus.Canceled ? "canceled" : "stale", _clock.GetUtcNow(), ("reason", reason));
        return ended with { SyncedAt = _clock.GetUtcNow() };
    });

    private async Task<bool> RecordAloneAsync(OrderAsk<SubmitOutcome> ask)
    {
        await ChangeAsync(ask.Tenant, session => session.LockAsync(ask.Order), (session, row) => AnswerAsync(session, ask.Tenant, row, ask.What));
        return true;
    }

    private async Task<IReadOnlyDictionary<OrderId, bool>> RecordManyAsync(IReadOnlyList<GatheredOrder<SubmitOutcome, bool>> orders, CancellationToken ct)
    {
        await using var batch = await _store.BeginManyAsync([.. orders.Select(order => (order.Ask.Tenant, order.Order))], placing: null, _clock.GetUtcNow(), ct);
        var (answers, isWritten) = (new Dictionary<OrderId, bool>(), false);
        foreach (var order in orders)
        {
            // Held by somebody, who may know more: left, to be waited for alone.
            if (batch.Find(order.Order) is not (var row, var desk)) continue;
            var next = await order.InFlow(() => AnswerAsync(desk, order.Ask.Tenant, row, order.Ask.What));
            answers[order.Order] = true;
            if (next == row) continue;
            batch.Save(next);
            if (next with { SyncedAt = row.SyncedAt } != row) batch.AnnounceOrders(order.Ask.Tenant.Tenant);
            isWritten = true;
        }

        if (!isWritten) return answers;
        await batch.FlushAsync();
        _crash.Reach(CrashPoint.DuringUpdate);
        await batch.CommitAsync();
        return answers;
    }

    private Task<OrderRow> AnswerAsync(IOrderDesk desk, TenantRef tenant, OrderRow row, SubmitOutcome outcome) => outcome switch
    {
        SubmitOutcome.Accepted accepted => AcceptAsync(desk, tenant, row, accepted),
        // The same order is there already: whether it rests or matched is to be asked, and it is certainly not refused.
        SubmitOutcome.Rejected { Code: VenueErrorCode.DuplicateOrder } duplicate => UnknownAsync(desk, row, duplicate.Message),
        SubmitOutcome.Rejected rejected => RejectAsync(desk, tenant, row, rejected),
        SubmitOutcome.Unknown unknown => UnknownAsync(desk, row, unknown.Cause),
        _ => throw new InvalidOperationException("A send has three outcomes."),
    };

    private Task ChangeAsync(TenantRef tenant, Func<IOrderSession, Task<OrderRow?>> read, Func<IOrderSession, OrderRow, Task<OrderRow>> change) =>
        Contention.AgainAsync(() => ChangeOnceAsync(tenant, read, change), _clock, CancellationToken.None);

    private async Task ChangeOnceAsync(TenantRef tenant, Func<IOrderSession, Task<OrderRow?>> read, Func<IOrderSession, OrderRow, Task<OrderRow>> change)
    {
        await using var session = await _store.BeginAsync(tenant, CancellationToken.None);
        if (await read(session) is not { } row) return;
        var next = await change(session, row);
        if (next == row) return;
        await session.SaveAsync(next);
        if (next with { SyncedAt = row.SyncedAt } != row) session.AnnounceOrders();
        await session.FlushAsync();
        _crash.Reach(CrashPoint.DuringUpdate);
        await session.CommitAsync();
    }

    private async Task<OrderRow> AcceptAsync(IOrderDesk desk, TenantRef tenant, OrderRow row, SubmitOutcome.Accepted accepted)
    {
        var now = _clock.GetUtcNow();
        if ((row.Reopened() ?? row).After(new OrderEvent.Accepted(), now) is not { } next) return await AnomalyAsync(desk, row, "accepted");
        if (row.State == OrderStatus.Error) Log.Anomaly(_logger, row.Id, row.Status, "accepted");
        await desk.AddEventAsync(row, "accepted", now, ("status", accepted.Status.ToText()));
        if (accepted.Status == PlacementStatus.Matched) _polls.Raise(tenant);
        return next.Known(now);
    }

    private async Task<OrderRow> RejectAsync(IOrderDesk desk, TenantRef tenant, OrderRow row, SubmitOutcome.Rejected rejected)
    {
        var now = _clock.GetUtcNow();
        var code = rejected.Code.ToText();
        if (rejected is { Code: VenueErrorCode.StaleApiKey, RetryAfter: null }) rejected = rejected with { RetryAfter = UntilNewCredentials };
        // Shares bought a moment ago: the venue's own books may be behind the chain, and are asked to look again (R0.41).
        if (row.IsSell && rejected is { Code: VenueErrorCode.InsufficientBalance, RetryAfter: null }) rejected = rejected with { RetryAfter = UntilBalanceIsSeen };
        await desk.AddEventAsync(row, "rejected", now, ("code", code), ("message", rejected.Message), ("retryAfterSeconds", rejected.RetryAfter?.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture)));
        Diagnose(tenant, rejected.Code);
        // The grid or the least order has changed since it was read: whoever prices the next order must not go by the old one.
        if (rejected.Code is VenueErrorCode.InvalidPriceOrTick or VenueErrorCode.BelowMinOrderSize) _markets?.Forget(row.TokenId);
        if (row.State != OrderStatus.Pending) return await AnomalyAsync(desk, row, "rejected");

        // A refusal of the second copy says nothing about the first: it may be the first one's success that left too little balance.
        if (row.UnknownSince is not null) return row with { RetryAt = now + rejected.RetryAfter, VenueError = code, FailureDetail = rejected.RetryAfter is null ? rejected.Message : null };
        if (rejected.RetryAfter is { } wait) return row with { RetryAt = now + wait, VenueError = code };
        TradingMeter.CountError(code);
        return row.Failed(new OrderEvent.Rejected(), OrderFailure.Rejected, rejected.Message, now)! with { VenueError = code, SyncedAt = now };
    }

    private async Task<OrderRow> UnknownAsync(IOrderDesk desk, OrderRow row, string cause)
    {
        var now = _clock.GetUtcNow();
        if (row.State != OrderStatus.Pending) return row;   // the user channel knew sooner
        await desk.AddEventAsync(row, "unknown", now, ("cause", cause));
        Log.OutcomeUnknown(_logger, row.Id, cause);
        return row with { UnknownSince = row.UnknownSince ?? now, UnknownCause = cause };
    }

    private async Task<OrderRow> ApplyAsync(IOrderSession session, TenantRef tenant, OrderRow row, VenueOrderStatus status, Shares matched, string? reason)
    {
        var now = _clock.GetUtcNow();
        var (_, voided) = await session.MatchedAsync(row);
        if (OrderProgress.EventOf(row.Complete, status, matched, voided) is not { } change) return row with { SyncedAt = now };
        // Old news about an order that is over.
        if ((Revived(row, status, matched) ?? row).After(change, now) is not { } next) return row with { SyncedAt = now };
        next = next.Known(now) with { MatchedShares = Shares.Max(row.MatchedShares, OrderProgress.Standing(matched, voided)) };
        if (next.MatchedShares != row.MatchedShares) _polls.Raise(tenant);
        if (next.Status != row.Status || next.MatchedShares != row.MatchedShares)
        {
            var kind = next.State switch { OrderStatus.Canceled => "canceled", OrderStatus.Partial or OrderStatus.Filled => "matched", _ => "resolved" };
            await session.AddEventAsync(row, kind, now, ("status", status.ToText()), ("matchedShares", next.MatchedShares.ToString()), ("reason", reason));
        }

        return next;
    }

    // Given up by us, and the venue has it: its word wins. A refusal that the user channel tells as a cancellation, too, stays a refusal.
    private static OrderRow? Revived(OrderRow row, VenueOrderStatus status, Shares matched) =>
        status == VenueOrderStatus.Canceled && matched == Shares.Zero && row.Failure == OrderFailure.Rejected.ToText() ? null : row.Reopened();

    private async Task<OrderRow> AnomalyAsync(IOrderDesk desk, OrderRow row, string heard)
    {
        Log.Anomaly(_logger, row.Id, row.Status, heard);
        await desk.AddEventAsync(row, "anomaly", _clock.GetUtcNow(), ("status", row.Status), ("heard", heard));
        return row with { SyncedAt = _clock.GetUtcNow() };
    }

    /// <summary>Some refusals are about the wallet, not about the order: have it looked at (R0.41).</summary>
    private void Diagnose(TenantRef tenant, VenueErrorCode code)
    {
        if (code == VenueErrorCode.StaleApiKey) _readiness.Raise(tenant, WalletDoubts.Credentials);
        else if (code is VenueErrorCode.InsufficientBalance or VenueErrorCode.InsufficientAllowance) _readiness.Raise(tenant, WalletDoubts.Balance);
        else if (code is VenueErrorCode.InvalidSignature or VenueErrorCode.EmptyResponse) _readiness.Raise(tenant);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "Order {OrderId} was sent and its outcome is not known: {Cause}")]
        public static partial void OutcomeUnknown(ILogger logger, OrderId orderId, string cause);

        [LoggerMessage(EventId = 1402, Level = LogLevel.Error, Message = "Order {OrderId} is {Status}, yet the venue says it was {Heard}; left to reconciliation.")]
        public static partial void Anomaly(ILogger logger, OrderId orderId, string status, string heard);
    }
}
