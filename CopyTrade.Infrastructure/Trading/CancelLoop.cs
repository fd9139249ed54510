using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Carries out requested cancellations at the venue, and asks for those that a platform halt means.</summary>
public sealed partial class CancelLoop(
    TenantScopes scopes, TenantList tenants, IVenueGateway gateway, IVenueCredentials credentials, OrderOutcomes outcomes, VenueSettings venue, TimeProvider clock, ILogger<CancelLoop> logger)
    : HostedLoop(clock, logger)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<OrderId, long> _tried = new();

    private const string PlatformHaltSql = """
        update trade_order set cancel_requested_at = @now, cancel_reason = 'halted'
         where billing_account_id = any(@tenants) and side = 'buy' and status in ('pending', 'open', 'partial') and cancel_requested_at is null
           and exists (select from platform_halt where released_at is null)
        """;

    private const string FindSql = """
        select * from trade_order
         where billing_account_id = any(@tenants) and status in ('open', 'partial') and cancel_requested_at is not null and mode in (@mode, 'paper')
         order by cancel_requested_at
        """;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(0.5);

    protected override Task RoundAsync(CancellationToken ct) => RunAsync(tenants(), ct);

    /// <summary>Returns how many cancellations it sent.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        var due = (await FindAsync(owners, ct)).Where(row => !_tried.TryGetValue(row.Id, out var last) || _clock.GetElapsedTime(last) >= AgainAfter).ToList();
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

    private async Task<IReadOnlyList<OrderRow>> FindAsync(Dictionary<TenantId, TenantRef> owners, CancellationToken ct)
    {
        var key = new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray(), mode = venue.Mode.ToText(), now = _clock.GetUtcNow() };
        await using var scope = await scopes.OpenManyAsync(owners.Values, ct);
        await scope.ExecuteAsync(PlatformHaltSql, key);
        var rows = await scope.QueryAsync<OrderRow>(FindSql, key);
        await scope.CommitAsync();
        return rows;
    }

    private async Task CancelAsync(TenantRef tenant, OrderRow row, CancellationToken ct)
    {
        if (await credentials.GetAsync(tenant, row.ConnectionId!.Value, ct) is not { } login) return;
        switch (await gateway.CancelAsync(login, row.VenueOrderId!, ct))
        {
            case CancelOutcome.Cancelled:
                // "Cancelled" also covers an order that is gone because it matched: ask which.
                var found = await gateway.FindOrderAsync(login, row.VenueOrderId!, CancellationToken.None) as OrderLookup.Found;
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
