using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Sends stored bytes once and records the answer.</summary>
public sealed partial class OrderSender(IVenueGateway gateway, IVenueCredentials credentials, OrderOutcomes outcomes, ICrashPoints crash, TimeProvider clock, ILogger<OrderSender> logger, ILeadership? leadership = null)
{
    // Above the venue client's own timeout, far below the time after which a lost order is given up: nothing may leave later than that.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    internal async Task SendAsync(TenantRef tenant, OrderRow row)
    {
        // Stopped since it was prepared, for so long that another host may have taken over: that one finds the order in the ledger.
        if (leadership is { IsCurrent: false })
        {
            Log.NotLeading(logger, row.Id);
            return;
        }

        var outcome = await SubmitAsync(tenant, row);
        crash.Reach(CrashPoint.AfterResponseBeforeUpdate);
        await outcomes.RecordAsync(tenant, row.Id, outcome);
    }

    private async Task<SubmitOutcome> SubmitAsync(TenantRef tenant, OrderRow row)
    {
        VenueCredentials? login;
        try
        {
            login = await credentials.GetAsync(tenant, row.ConnectionId!.Value, CancellationToken.None);
        }
        catch (SignerUnavailableException e)
        {
            return NotSent(e.Message);
        }

        if (login is null) return NotSent("The venue has not given API credentials for this wallet yet.");
        using var late = new CancellationTokenSource(Longest, clock);
        try
        {
            var sending = gateway.SubmitAsync(login, row.Signed, row.Life, row.Urgency, late.Token);
            crash.Reach(CrashPoint.DuringPost);
            return await sending;
        }
        catch (Exception e)
        {
            // The port promises not to throw; if it does, bytes may have left all the same.
            Log.SendBroke(logger, row.Id, e);
            return new SubmitOutcome.Unknown(e.Message);
        }
    }

    private static SubmitOutcome.Rejected NotSent(string reason) => new(VenueErrorCode.StaleApiKey, reason, RetryAfter: TimeSpan.FromSeconds(5));

    private static partial class Log
    {
        [LoggerMessage(EventId = 1454, Level = LogLevel.Warning, Message = "Order {OrderId} is not sent from here: this host is not sure to lead any more.")]
        public static partial void NotLeading(ILogger logger, Domain.Trading.OrderId orderId);

        [LoggerMessage(EventId = 1403, Level = LogLevel.Error, Message = "Sending order {OrderId} broke.")]
        public static partial void SendBroke(ILogger logger, Domain.Trading.OrderId orderId, Exception exception);
    }
}
