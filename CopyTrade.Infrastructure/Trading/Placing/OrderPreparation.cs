using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>
/// Everything before bytes may leave, in one transaction under the tenant's lock: too old? allowed? signed and stored.
/// What it commits says already that the order may have been sent, so no crash can make a sent order look unsent.
/// </summary>
public sealed class OrderPreparation(IOrderStore store, OrderSigning signing, VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock) : IDisposable
{
    // Signing opens a connection of its own while this transaction holds one: more turns than half the pool could wait for each other for ever.
    private readonly SemaphoreSlim _turns = new(6);

    /// <summary>The order ready to send, committed as such; null when there is nothing to send now.</summary>
    internal async Task<OrderRow?> PrepareAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Contention.AgainAsync(() => PrepareOnceAsync(tenant, id, ct), clock, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<OrderRow?> PrepareOnceAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var session = await store.BeginAsync(tenant, ct);
        await session.TakeTradingTurnAsync();
        if (await session.LockAsync(id) is not { } row || !IsMine(row)) return null;

        var next = await RefuseAsync(session, row) ?? (row.SignedBody is null ? await AuthoriseAsync(session, tenant, row, ct) : await SendAgainAsync(session, row));
        await session.SaveAsync(next);
        session.AnnounceOrders();
        await session.CommitAsync();
        return next.State == OrderStatus.Pending ? next : null;
    }

    /// <summary>Marks one more sending of stored bytes; to be committed before they leave.</summary>
    internal async Task<OrderRow> SendAgainAsync(IOrderSession session, OrderRow row)
    {
        var now = clock.GetUtcNow();
        var next = row with { Attempts = row.Attempts + 1, SubmittedAt = row.SubmittedAt ?? now, RetryAt = null, MarkedAt = now };
        await session.AddEventAsync(next, "submitted", now, ("attempt", next.Attempts.ToString(CultureInfo.InvariantCulture)));
        return next;
    }

    internal DateTimeOffset DeadlineOf(OrderRow row) => row.ValidUntil.AddSeconds(row.IsSell && (row.SignedBody is not null || row.WantedShares is not null) ? options.Value.ExitPatienceSeconds : 0);

    public void Dispose() => _turns.Dispose();

    /// <summary>Bytes that may be on their way, or whose outcome nobody knows, belong to <see cref="UnknownOrderResolver"/>.</summary>
    private bool IsMine(OrderRow row) => row.State == OrderStatus.Pending && row.UnknownSince is null && (row.WaitingFor is null || row.CancelRequestedAt is not null)
        && (row.SignedBody is null || (row.RetryAt is { } retry && (retry <= clock.GetUtcNow() || DeadlineOf(row) < clock.GetUtcNow() || row.CancelRequestedAt is not null)));

    private async Task<OrderRow?> RefuseAsync(IOrderSession session, OrderRow row)
    {
        var now = clock.GetUtcNow();
        if (row.CancelRequestedAt is not null)
        {
            await session.AddEventAsync(row, "canceled", now, ("reason", row.CancelReason ?? "cancelled before it was at the venue"));
            return row.After(new OrderEvent.Canceled(), now)! with { RetryAt = null, WaitingFor = null };
        }

        var reason = row.Mode != venue.Mode.ToText() && !row.IsPaper ? $"Written in {row.Mode} mode; this is {venue.Mode.ToText()}."
            : DeadlineOf(row) < now ? $"Valid until {row.ValidUntil:u}; it is {now:u}{(row.VenueError is null ? "" : $" and the venue answered {row.VenueError} until then")}."
            : null;
        if (reason is null) return null;
        await session.AddEventAsync(row, "stale", now, ("reason", reason));
        TradingMeter.CountError(OrderFailure.Stale.ToText());
        return row.Failed(new OrderEvent.Expired(), OrderFailure.Stale, reason, now);
    }

    private async Task<OrderRow> AuthoriseAsync(IOrderSession session, TenantRef tenant, OrderRow row, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var facts = await session.ReadFactsAsync(venue.Mode, row.Id, now);
        return OrderAuthorizer.Decide(new OrderRequest(tenant, row.Intent, row.CreatedAt), facts, PlatformCaps.For(venue.Mode), now) switch
        {
            Authorization.Granted granted => await SignAsync(session, row, granted.Context, facts.Usage, ct),
            Authorization.Denied denied => await DenyAsync(session, row, denied.Code, denied.Detail),
            _ => throw new InvalidOperationException("The authoriser has two answers."),
        };
    }

    private async Task<OrderRow> SignAsync(IOrderSession session, OrderRow row, SigningContext context, SpendUsage usage, CancellationToken ct)
    {
        SignedOrder signed;
        try
        {
            signed = await signing.SignAsync(context, ct);
        }
        catch (SignerUnavailableException e)
        {
            return await DenyAsync(session, row, OrderFailure.SignerUnavailable, e.Message);
        }

        var now = clock.GetUtcNow();
        await session.AddEventAsync(row, "authorised", now,
            ("notional", row.Notional.ToString()), ("usedLastDay", usage.LastDay.ToString()), ("usedLastHour", usage.LastHour.ToString(CultureInfo.InvariantCulture)));
        await session.AddEventAsync(row, "signed", now, ("venueOrderId", signed.OrderId.Value));
        return await SendAgainAsync(session, row with { ConnectionId = context.Connection, AuthorisedAt = now, SignedBody = signed.Body.ToArray(), VenueOrderId = signed.OrderId });
    }

    private async Task<OrderRow> DenyAsync(IOrderSession session, OrderRow row, OrderFailure code, string detail)
    {
        var now = clock.GetUtcNow();
        await session.AddEventAsync(row, "denied", now, ("code", code.ToText()), ("reason", detail));
        TradingMeter.CountError(code.ToText());
        return row.Failed(new OrderEvent.Denied(), code, detail, now)!;
    }
}
