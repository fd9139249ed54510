using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>
/// Everything before bytes may leave, in one transaction under the tenant's lock: too old? allowed? signed and stored.
/// What it commits says already that the order may have been sent, so no crash can make a sent order look unsent.
/// Orders that wait at the same time share their transaction (ADR 0022).
/// </summary>
public sealed class OrderPreparation : IDisposable
{
    // A place may be free sooner than the oldest order leaves the hour: the cap is raised, or a counted order is refused.
    private static readonly TimeSpan LookAtCap = TimeSpan.FromSeconds(30);
    private const int TransactionsAtOnce = 2;
    private const int OrdersTogether = 100;

    // Signing opens a connection of its own while this transaction holds one: more turns than half the pool could wait for each other for ever.
    private readonly SemaphoreSlim _turns = new(6);
    private readonly IOrderStore _store;
    private readonly OrderSigning _signing;
    private readonly IVenueCredentials _credentials;
    private readonly VenueSettings _venue;
    private readonly IOptions<TradingOptions> _options;
    private readonly TimeProvider _clock;
    private readonly OrderGathering<bool, OrderRow?> _gathering;

    public OrderPreparation(IOrderStore store, OrderSigning signing, IVenueCredentials credentials, VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock, ILogger<OrderPreparation> logger)
    {
        (_store, _signing, _credentials, _venue, _options, _clock) = (store, signing, credentials, venue, options, clock);
        _gathering = new(TransactionsAtOnce, OrdersTogether, PrepareManyAsync, (ask, ct) => PrepareAloneAsync(ask.Tenant, ask.Order, ct), logger);
    }

    /// <summary>The order ready to send, committed as such; null when there is nothing to send now.</summary>
    internal Task<OrderRow?> PrepareAsync(TenantRef tenant, OrderId id, CancellationToken ct) =>
        _store.TakesMany ? _gathering.AskAsync(new(tenant, id, true), ct) : PrepareAloneAsync(tenant, id, ct);

    private async Task<OrderRow?> PrepareAloneAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Contention.AgainAsync(() => PrepareOnceAsync(tenant, id, ct), _clock, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<OrderRow?> PrepareOnceAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var session = await _store.BeginAsync(tenant, ct);
        await session.TakeTradingTurnAsync();
        if (await session.LockAsync(id) is not { } row || !IsMine(row)) return null;

        var next = await JudgeAsync(session, tenant, row, ct);
        await session.SaveAsync(next);
        session.AnnounceOrders();
        await session.CommitAsync();
        return next is { State: OrderStatus.Pending, SignedBody: not null, WaitingFor: null } ? next : null;
    }

    private async Task<IReadOnlyDictionary<OrderId, OrderRow?>> PrepareManyAsync(IReadOnlyList<GatheredOrder<bool, OrderRow?>> orders, CancellationToken ct)
    {
        await using var batch = await _store.BeginManyAsync([.. orders.Select(order => (order.Ask.Tenant, order.Order))], _venue.Mode, _clock.GetUtcNow(), ct);
        await OpenSecretsAsync(orders, batch, ct);
        var (answers, isWritten) = (new Dictionary<OrderId, OrderRow?>(), false);
        foreach (var order in orders)
        {
            // Held by somebody: left, to be waited for alone.
            if (batch.Find(order.Order) is not (var row, var desk)) continue;
            answers[order.Order] = null;
            if (!IsMine(row)) continue;
            if (await TryJudgeAsync(order, desk, row, ct) is not { } next)
            {
                answers.Remove(order.Order);
                continue;
            }

            batch.Save(next);
            batch.AnnounceOrders(order.Ask.Tenant.Tenant);
            isWritten = true;
            if (next is { State: OrderStatus.Pending, SignedBody: not null, WaitingFor: null }) answers[order.Order] = next;
        }

        if (isWritten) await batch.CommitAsync();
        return answers;
    }

    /// <summary>Null when it broke: it is tried alone, where the failure is this order's own.</summary>
    private async Task<OrderRow?> TryJudgeAsync(GatheredOrder<bool, OrderRow?> order, IOrderDesk desk, OrderRow row, CancellationToken ct)
    {
        try
        {
            return await order.InFlow(() => JudgeAsync(desk, order.Ask.Tenant, row, ct));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Keys and credentials of all that may be signed, by one question each.</summary>
    private async Task OpenSecretsAsync(IReadOnlyList<GatheredOrder<bool, OrderRow?>> orders, IOrderBatch batch, CancellationToken ct)
    {
        var wallets = batch.Wallets.Where(wallet => wallet.SignatureType != SignatureType.Paper).ToDictionary(wallet => wallet.Tenant);
        (TenantRef, WalletConnectionId)[] signing = [.. orders.Where(order => wallets.ContainsKey(order.Ask.Tenant.Tenant) && batch.Find(order.Order)?.Row.SignedBody is null)
            .Select(order => (order.Ask.Tenant, wallets[order.Ask.Tenant.Tenant].Id)).Distinct()];
        if (signing.Length < 2) return;
        await _signing.OpenAsync(signing, ct);
        await _credentials.OpenAsync(signing, ct);
    }

    private async Task<OrderRow> JudgeAsync(IOrderDesk desk, TenantRef tenant, OrderRow row, CancellationToken ct) =>
        await RefuseAsync(desk, row) ?? (row.SignedBody is null ? await EnterAsync(desk, tenant, row, ct) : await SendAgainAsync(desk, row));

    /// <summary>Marks one more sending of stored bytes; to be committed before they leave.</summary>
    internal async Task<OrderRow> SendAgainAsync(IOrderDesk desk, OrderRow row)
    {
        var now = _clock.GetUtcNow();
        var next = row with { Attempts = row.Attempts + 1, SubmittedAt = row.SubmittedAt ?? now, RetryAt = null, MarkedAt = now };
        await desk.AddEventAsync(next, "submitted", now, ("attempt", next.Attempts.ToString(CultureInfo.InvariantCulture)));
        return next;
    }

    internal DateTimeOffset DeadlineOf(OrderRow row)
    {
        var patience = TimeSpan.FromSeconds(row.IsSell && (row.SignedBody is not null || row.WantedShares is not null || row.WaitsForCap) ? _options.Value.ExitPatienceSeconds : 0);
        // Whatever filled the hour has left it an hour later (ADR 0026); what was allowed only then is as young as its permission.
        var since = row.WaitsForCap ? row.ValidUntil + SpendUsage.Hour : row.IsSell && row.AuthorisedAt is { } allowed && allowed > row.ValidUntil ? allowed : row.ValidUntil;
        return since + patience;
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>Bytes that may be on their way, or whose outcome nobody knows, belong to <see cref="UnknownOrderResolver"/>.</summary>
    private bool IsMine(OrderRow row) => row.State == OrderStatus.Pending && row.UnknownSince is null && (row.WaitingFor is null || row.CancelRequestedAt is not null)
        && (row is { SignedBody: null, RetryAt: null } || (row.RetryAt is { } retry && (retry <= _clock.GetUtcNow() || DeadlineOf(row) < _clock.GetUtcNow() || row.CancelRequestedAt is not null)));

    private async Task<OrderRow?> RefuseAsync(IOrderDesk desk, OrderRow row)
    {
        var now = _clock.GetUtcNow();
        if (row.CancelRequestedAt is not null)
        {
            await desk.AddEventAsync(row, "canceled", now, ("reason", row.CancelReason ?? "cancelled before it was at the venue"));
            return row.After(new OrderEvent.Canceled(), now)! with { RetryAt = null, WaitingFor = null };
        }

        var reason = row.Mode != _venue.Mode.ToText() && !row.IsPaper ? $"Written in {row.Mode} mode; this is {_venue.Mode.ToText()}."
            : DeadlineOf(row) < now ? $"Valid until {row.ValidUntil:u}; it is {now:u}{(row.VenueError is null ? "" : $" and the venue answered {row.VenueError} until then")}{(row.WaitsForCap ? ", and the hour's cap had no free place until then" : "")}."
            : null;
        if (reason is null) return null;
        await desk.AddEventAsync(row, "stale", now, ("reason", reason));
        TradingMeter.CountError(OrderFailure.Stale.ToText());
        return row.Failed(new OrderEvent.Expired(), OrderFailure.Stale, reason, now);
    }

    // One order of the account at a time comes here: of two sales that could not see each other when they were written, the first takes what it wants, and the second waits to be cut to what is left (ADR 0023).
    private async Task<OrderRow> EnterAsync(IOrderDesk desk, TenantRef tenant, OrderRow row, CancellationToken ct) =>
        row.IsSell && await desk.LeftAsync(row, _clock.GetUtcNow()) is { } left && left < row.Shares.Quantity
            ? row with { WaitingFor = "confirmed_shares", WantedShares = row.WantedShares ?? row.Shares }
            : await AuthoriseAsync(desk, tenant, row, ct);

    private async Task<OrderRow> AuthoriseAsync(IOrderDesk desk, TenantRef tenant, OrderRow row, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        var facts = await desk.ReadFactsAsync(_venue.Mode, row.Id, now);
        return OrderAuthorizer.Decide(new OrderRequest(tenant, row.Intent, row.CreatedAt), facts, PlatformCaps.For(_venue.Mode), now) switch
        {
            Authorization.Granted granted => await SignAsync(desk, row, granted.Context, facts.Usage, ct),
            Authorization.Denied { Code: OrderFailure.CapExceededHourlyFills } denied when row.IsSell => await PutOffAsync(desk, row, denied, facts.Usage),
            Authorization.Denied denied => await DenyAsync(desk, row, denied.Code, denied.Detail),
            _ => throw new InvalidOperationException("The authoriser has two answers."),
        };
    }

    private async Task<OrderRow> SignAsync(IOrderDesk desk, OrderRow row, SigningContext context, SpendUsage usage, CancellationToken ct)
    {
        SignedOrder signed;
        try
        {
            signed = await _signing.SignAsync(context, ct);
        }
        catch (SignerUnavailableException e)
        {
            return await DenyAsync(desk, row, OrderFailure.SignerUnavailable, e.Message);
        }

        var now = _clock.GetUtcNow();
        await desk.AddEventAsync(row, "authorised", now,
            ("notional", row.Notional.ToString()), ("usedLastDay", usage.LastDay.ToString()), ("usedLastHour", usage.LastHour.ToString(CultureInfo.InvariantCulture)));
        await desk.AddEventAsync(row, "signed", now, ("venueOrderId", signed.OrderId.Value));
        return await SendAgainAsync(desk, row with { ConnectionId = context.Connection, AuthorisedAt = now, SignedBody = signed.Body.ToArray(), VenueOrderId = signed.OrderId });
    }

    // Whoever sells leaves: for a full hour it waits and is not refused (ADR 0026). Nothing is signed yet, and the row stays the same.
    private async Task<OrderRow> PutOffAsync(IOrderDesk desk, OrderRow row, Authorization.Denied denied, SpendUsage usage)
    {
        var now = _clock.GetUtcNow();
        var until = usage.HourFreesAt is { } free && free > now && free < now + LookAtCap ? free : now + LookAtCap;
        if (!row.WaitsForCap) await desk.AddEventAsync(row, "put_off", now, ("code", denied.Code.ToText()), ("reason", denied.Detail), ("until", usage.HourFreesAt is { } oldest ? $"{oldest:u}" : null));
        var next = row with { RetryAt = until };
        // Looked at once more when its time is over: then it ends.
        return DeadlineOf(next).AddSeconds(1) is var last && until > last ? next with { RetryAt = last } : next;
    }

    private async Task<OrderRow> DenyAsync(IOrderDesk desk, OrderRow row, OrderFailure code, string detail)
    {
        var now = _clock.GetUtcNow();
        await desk.AddEventAsync(row, "denied", now, ("code", code.ToText()), ("reason", detail));
        TradingMeter.CountError(code.ToText());
        return row.Failed(new OrderEvent.Denied(), code, detail, now)!;
    }
}
