using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Carries out accepted intents: decision and pending order in one commit, only then the queue (insert before place).</summary>
internal sealed partial class SignalExecution(ISignalStore store, SignalMarkets markets, OrderQueue queue, ICrashPoints crash, TimeProvider clock, ILogger<SignalExecution> logger)
{
    /// <summary>A sale that the venue does not answer about is tried so often and then given up (R1.14).</summary>
    public const int MostAttempts = 3;

    private const int AtOnce = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Answers how many waited.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        await store.GiveUpAsync(tenants, clock.GetUtcNow(), ct);
        var waiting = await store.FindQueuedAsync(tenants, clock.GetUtcNow(), ct);
        await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (signal, token) =>
        {
            try
            {
                await CarryOutAsync(signal, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(logger, signal.Row, e);
                await PostponeAsync(signal, token);
            }
        });
        return waiting.Count;
    }

    private async Task CarryOutAsync(QueuedSignal signal, CancellationToken ct)
    {
        if (SignalIntentParser.Parse(Encoding.UTF8.GetBytes(signal.Document)) is not SignalParse.Valid { Intent: var intent })
        {
            await DecideAsync(signal, null, _ => Task.FromResult<SignalDecision>(new SignalDecision.Reject(SignalReject.SchemaInvalid, "The stored document cannot be read any more.", new())), ct);
            return;
        }

        var (market, book, problem) = await LookAsync(intent, ct);
        // An exit is worth another try; a purchase without a book is not worth waiting for (R1.11: fail closed).
        if (problem is not null && intent.Side == OrderSide.Sell && signal.Attempts + 1 < MostAttempts)
        {
            await PostponeAsync(signal, ct);
            return;
        }

        await DecideAsync(signal, intent, async session => problem is not null && market is null
            ? new SignalDecision.Reject(SignalReject.BookUnavailable, problem, new())
            : SignalPlanner.Plan(new SignalInput(intent, signal.Profile, market, book, await session.ReadAsync(intent, market?.Token, clock.GetUtcNow()), clock.GetUtcNow())), ct);
    }

    /// <summary>Before any transaction: the venue may be slow.</summary>
    private async Task<(Market? Market, OrderBook? Book, string? Problem)> LookAsync(SignalIntent intent, CancellationToken ct)
    {
        try
        {
            if (await markets.FindAsync(intent, ct) is not { } market) return (null, null, null);
            var book = await markets.BookAsync(market.Token, ct);
            return (market, book, book is null ? "The book could not be read; nothing is placed blindly." : null);
        }
        catch (VenueUnavailableException e)
        {
            return (null, null, $"The venue does not answer: {e.Message}");
        }
    }

    private async Task DecideAsync(QueuedSignal signal, SignalIntent? intent, Func<ISignalSession, Task<SignalDecision>> decide, CancellationToken ct)
    {
        await using var session = await store.TakeAsync(signal, ct);
        if (session is null) return;
        var decision = await decide(session);
        if (decision is SignalDecision.Place) crash.Reach(CrashPoint.BeforeInsert);
        var order = await session.RecordAsync(intent, decision, clock.GetUtcNow(), ct);
        await session.CommitAsync();
        if (decision is not SignalDecision.Place place)
        {
            Log.NotPlaced(logger, signal.Row, decision switch { SignalDecision.Reject reject => reject.Code.ToText(), SignalDecision.Wait => "waiting", _ => "observed" });
            return;
        }

        crash.Reach(CrashPoint.AfterInsert);
        queue.Enqueue(signal.Tenant, order!.Value, place.Intent.ReduceOnly ? Urgency.Exit : Urgency.Entry);
        Log.Placed(logger, signal.Row, order.Value);
    }

    private Task PostponeAsync(QueuedSignal signal, CancellationToken ct) => store.PostponeAsync(signal, clock.GetUtcNow() + (RetryAfter * (1 << Math.Min(signal.Attempts, 6))), ct);

    private static partial class Log
    {
        [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Intent {Row} became order {OrderId}.")]
        public static partial void Placed(ILogger logger, Guid row, Domain.Trading.OrderId orderId);

        [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Intent {Row} is no order: {Code}.")]
        public static partial void NotPlaced(ILogger logger, Guid row, string code);

        [LoggerMessage(EventId = 6003, Level = LogLevel.Error, Message = "Carrying out intent {Row} broke; it is tried again.")]
        public static partial void Broke(ILogger logger, Guid row, Exception exception);
    }
}
