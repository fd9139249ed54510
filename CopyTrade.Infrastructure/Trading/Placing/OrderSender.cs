using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Trading.Orders;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Sends stored bytes once and records the answer.</summary>
public sealed partial class OrderSender(IVenueGateway gateway, IVenueCredentials credentials, OrderOutcomes outcomes, ICrashPoints crash, TimeProvider clock, ILogger<OrderSender> logger, ILeadership? leadership = null)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(0.4);

    // From the mark that says "sent". Above the venue client's own timeout, far below the time after which a lost order is given up: nothing may leave later than that.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    // A process that stood still since the mark (stopped, frozen, starved) may have been given up for dead by another host.
    private static readonly TimeSpan LatestStart = TimeSpan.FromSeconds(8);

    internal async Task SendAsync(TenantRef tenant, OrderRow row)
    {
        // Stopped since it was prepared, for so long that another host may have taken over: that one finds the order in the ledger.
        if (leadership is { IsCurrent: false })
        {
            Log.NotLeading(logger, row.Id);
            return;
        }

        var outcome = await SubmitAsync(tenant, row);
        Log.Answered(logger, row.Id, outcome.GetType().Name);
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
        if (row.IsPaper != (login.PaperAccount is not null))
            return new SubmitOutcome.Rejected(VenueErrorCode.AccountRestricted, $"An order of mode {row.Mode} cannot be sent with {(login.PaperAccount is null ? "a real" : "a paper")} wallet.");
        var since = clock.GetUtcNow() - row.MarkedAt!.Value;
        if (since > LatestStart) return new SubmitOutcome.Unknown($"Not sent by this host: it stood still for {since.TotalSeconds:0} s after it had said that it would.");
        using var late = new CancellationTokenSource(since > TimeSpan.Zero ? Longest - since : Longest, clock);
        var began = clock.GetTimestamp();
        try
        {
            var sending = gateway.SubmitAsync(login, row.Signed, row.Life, row.Urgency, () => LookAsync(tenant, row, since + clock.GetElapsedTime(began), late), late.Token);
            crash.Reach(CrashPoint.DuringPost);
            if (!sending.IsCompleted) await WatchAsync(tenant, row, sending, late);
            return await sending;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            // The port's word: cancelled once bytes had left is an outcome, not an exception.
            return new SubmitOutcome.Rejected(VenueErrorCode.HttpError, "It waited for its turn too long, or was called off meanwhile: nothing was sent.", RetryAfter: TimeSpan.FromSeconds(1));
        }
        catch (Exception e)
        {
            // The port promises not to throw; if it does, bytes may have left all the same.
            Log.SendBroke(logger, row.Id, e);
            return new SubmitOutcome.Unknown(e.Message);
        }
    }

    // An order may wait here for its turn at the venue's limits; whoever stops it then must not wait for that.
    private async Task WatchAsync(TenantRef tenant, OrderRow row, Task sending, CancellationTokenSource late)
    {
        while (true)
        {
            await sending.WaitAsync(LookEvery, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (sending.IsCompleted) return;
            try
            {
                if (!await outcomes.IsCalledOffAsync(tenant, row.Id, late.Token)) continue;
                late.CancelAfter(TimeSpan.Zero);   // by its clock: whoever waits is told from there
                return;
            }
            catch (Exception e)
            {
                // What became of it is for the sending to say: bytes may have left.
                if (sending.IsCompleted || late.IsCancellationRequested) return;
                Log.NotLookedAt(logger, row.Id, e);
            }
        }
    }

    // Its turn has come. When the machine stood still it may have come before anybody looked again, or after the time in which it may leave.
    private async Task LookAsync(TenantRef tenant, OrderRow row, TimeSpan sinceMark, CancellationTokenSource late)
    {
        if (sinceMark < LookEvery) return;
        try
        {
            if (sinceMark < Longest && !await outcomes.IsCalledOffAsync(tenant, row.Id, late.Token)) return;
        }
        catch (Exception e) when (!late.IsCancellationRequested)
        {
            Log.NotLookedAt(logger, row.Id, e);
        }

        await late.CancelAsync();
        late.Token.ThrowIfCancellationRequested();
    }

    private static SubmitOutcome.Rejected NotSent(string reason) => new(VenueErrorCode.StaleApiKey, reason, RetryAfter: TimeSpan.FromSeconds(5));

    private static partial class Log
    {
        [LoggerMessage(EventId = 1465, EventName = "order.sent", Level = LogLevel.Information, Message = "Order {OrderId} was handed to the venue: {Outcome}.")]
        public static partial void Answered(ILogger logger, Domain.Trading.OrderId orderId, string outcome);

        [LoggerMessage(EventId = 1454, Level = LogLevel.Warning, Message = "Order {OrderId} is not sent from here: this host is not sure to lead any more.")]
        public static partial void NotLeading(ILogger logger, Domain.Trading.OrderId orderId);

        [LoggerMessage(EventId = 1455, Level = LogLevel.Warning, Message = "Whether order {OrderId} was called off while it waits could not be read.")]
        public static partial void NotLookedAt(ILogger logger, Domain.Trading.OrderId orderId, Exception exception);

        [LoggerMessage(EventId = 1403, Level = LogLevel.Error, Message = "Sending order {OrderId} broke.")]
        public static partial void SendBroke(ILogger logger, Domain.Trading.OrderId orderId, Exception exception);
    }
}
