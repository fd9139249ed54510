using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Carries out requested cancellations at the venue, and asks for those that a platform halt means.</summary>
public sealed partial class CancelLoop(
    IOrderStore store, BusyTenants busy, IVenueGateway gateway, IVenueCredentials credentials, OrderOutcomes outcomes, VenueSettings venue, TimeProvider clock, ILogger<CancelLoop> logger)
    : HostedLoop(clock, logger)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<OrderId, long> _tried = new();

    protected override TimeSpan Pause => TimeSpan.FromSeconds(0.5);

    protected override async Task RoundAsync(CancellationToken ct) => await RunAsync(await busy(ct), ct);

    /// <summary>Returns how many cancellations it sent.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        var due = (await FindAsync(among, ct)).Where(row => !_tried.TryGetValue(row.Id, out var last) || _clock.GetElapsedTime(last) >= AgainAfter).ToList();
        foreach (var old in _tried.Where(entry => _clock.GetElapsedTime(entry.Value) > AgainAfter).ToList()) _tried.TryRemove(old);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            _tried[row.Id] = _clock.GetTimestamp();
            try
            {
                await CancelAsync(owners[row.BillingAccountId], row, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.CancelBroke(logger, row.Id, e);
            }
        });
        return due.Count;
    }

    internal Task<IReadOnlyList<OrderRow>> FindAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct) => store.FindToCancelAsync(among, venue.Mode, _clock.GetUtcNow(), ct);

    internal async Task CancelAsync(TenantRef tenant, OrderRow row, CancellationToken ct)
    {
        if (await credentials.GetAsync(tenant, row.ConnectionId!.Value, ct) is not { } login) return;
        switch (await gateway.CancelAsync(login, row.VenueOrderId!, ct))
        {
            case CancelOutcome.Cancelled cancelled:
                // "Cancelled" also covers an order that is gone because it matched: ask which.
                var answer = await gateway.FindOrderAsync(login, row.VenueOrderId!, CancellationToken.None);
                // Gone, and nobody says how: tried again, since what it may have matched would be forgotten with it.
                if (cancelled.WasGone && answer is OrderLookup.Unavailable) break;
                var found = answer as OrderLookup.Found;
                await outcomes.RecordAsync(tenant, new VenueOrderUpdate(
                    row.VenueOrderId!, found?.Status == VenueOrderStatus.Matched ? VenueOrderStatus.Matched : VenueOrderStatus.Canceled, found?.MatchedShares ?? row.MatchedShares, row.CancelReason ?? "cancelled by us"));
                break;
            case CancelOutcome.Refused refused:
                Log.CancelRefused(logger, row.Id, refused.Reason);
                break;
            case CancelOutcome.Unknown unknown:
                Log.CancelRefused(logger, row.Id, unknown.Cause);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1417, Level = LogLevel.Warning, Message = "Order {OrderId} is not cancelled yet: {Reason}")]
        public static partial void CancelRefused(ILogger logger, OrderId orderId, string reason);

        [LoggerMessage(EventId = 1418, Level = LogLevel.Error, Message = "Cancelling order {OrderId} broke; it is tried again.")]
        public static partial void CancelBroke(ILogger logger, OrderId orderId, Exception exception);
    }
}
