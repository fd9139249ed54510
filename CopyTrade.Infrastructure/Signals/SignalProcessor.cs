using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Carries out accepted intents: decision and pending order in one commit, only then the queue (insert before place).</summary>
internal sealed partial class SignalProcessor(
    TenantScopes scopes, SignalMarkets markets, OrderQueue queue, ICrashPoints crash, VenueSettings venue, TimeProvider clock, ILogger<SignalProcessor> logger)
{
    /// <summary>A sale that the venue does not answer about is tried so often and then given up (R1.14).</summary>
    public const int MostAttempts = 3;

    private const int AtOnce = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private const string WaitingSql = $"""
        select i.id as intent_row, i.billing_account_id as tenant, i.document, i.attempts, {SignalProfileRow.Columns}
          from signal_intent i join signal_profile p on p.id = i.profile_id
         where i.status = 'queued' and i.billing_account_id = any (@tenants) and (i.retry_at is null or i.retry_at <= @now)
         order by i.received_at, i.id limit 100
        """;

    private const string TakeSql = "select id from signal_intent where id = @id and status = 'queued' for update skip locked";
    private const string TurnSql = "select pg_advisory_xact_lock(hashtextextended('signal profile ' || @profile::text, 0))";

    private const string DecideSql = """
        update signal_intent set status = @status, code = @code, reason = @reason, trace = @trace::jsonb, order_id = @order, decided_at = @now, retry_at = null where id = @id
        """;

    /// <summary>Answers how many waited.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var owners = tenants.ToDictionary(tenant => tenant.Tenant);
        IReadOnlyList<Waiting> waiting;
        await using (var scope = await scopes.OpenManyAsync(tenants, ct))
            waiting = await scope.QueryAsync<Waiting>(WaitingSql, new { tenants = owners.Keys.Select(id => id.Value).ToArray(), now = clock.GetUtcNow() });

        await Parallel.ForEachAsync(waiting, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            try
            {
                await ProcessAsync(owners[row.Tenant], row, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(logger, row.IntentRow, e);
                await PostponeAsync(owners[row.Tenant], row, token);
            }
        });
        return waiting.Count;
    }

    private async Task ProcessAsync(TenantRef tenant, Waiting row, CancellationToken ct)
    {
        if (SignalIntentParser.Parse(System.Text.Encoding.UTF8.GetBytes(row.Document)) is not SignalParse.Valid { Intent: var intent })
        {
            await DecideAsync(tenant, row, _ => Task.FromResult<SignalDecision>(new SignalDecision.Reject(SignalReject.SchemaInvalid, "The stored document cannot be read any more.", new())), ct);
            return;
        }

        var (market, book, problem) = await LookAsync(intent, ct);
        // An exit is worth another try; a purchase without a book is not worth waiting for (R1.11: fail closed).
        if (problem is not null && intent.Side == OrderSide.Sell && row.Attempts + 1 < MostAttempts)
        {
            await PostponeAsync(tenant, row, ct);
            return;
        }

        await DecideAsync(tenant, row, async scope =>
        {
            if (problem is not null && market is null) return new SignalDecision.Reject(SignalReject.BookUnavailable, problem, new());
            var profile = row.ToProfile();
            var snapshot = await SignalFacts.ReadAsync(scope, tenant, profile, intent, market?.Token, venue.Mode, clock.GetUtcNow());
            return SignalPlanner.Plan(new SignalInput(intent, profile, market, book, snapshot, clock.GetUtcNow()));
        }, ct);
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

    private async Task DecideAsync(TenantRef tenant, Waiting row, Func<TenantScope, Task<SignalDecision>> decide, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        if (await scope.QuerySingleOrDefaultAsync<Guid?>(TakeSql, new { id = row.IntentRow }) is null) return;
        // One intent of a profile at a time: two must not share one holding or one budget.
        await scope.ExecuteAsync(TurnSql, new { profile = row.Id });
        var now = clock.GetUtcNow();
        var decision = await decide(scope);
        OrderId? order = null;
        if (decision is SignalDecision.Place place)
        {
            crash.Reach(CrashPoint.BeforeInsert);
            order = (await OrderLedger.InsertAsync(scope, [(tenant, place.Intent)], venue.Mode, now, ct))[0].Id;
        }

        await WriteAsync(scope, row, decision, order, now);
        await scope.NotifyAsync(ChangeKind.Signals, tenant.Tenant);
        if (order is not null) await scope.NotifyAsync(ChangeKind.Orders, tenant.Tenant);
        await scope.CommitAsync();
        if (decision is not SignalDecision.Place { Intent: var intent })
        {
            Log.NotPlaced(logger, row.IntentRow, decision is SignalDecision.Reject reject ? reject.Code.ToText() : "observed");
            return;
        }

        crash.Reach(CrashPoint.AfterInsert);
        queue.Enqueue(tenant, order!.Value, intent.ReduceOnly ? Urgency.Exit : Urgency.Entry);
        Log.Placed(logger, row.IntentRow, order.Value);
    }

    private static Task<int> WriteAsync(TenantScope scope, Waiting row, SignalDecision decision, OrderId? order, DateTimeOffset now)
    {
        var status = decision switch { SignalDecision.Place => SignalStatus.Placed, SignalDecision.Observe => SignalStatus.Observed, _ => SignalStatus.Rejected };
        var reject = decision as SignalDecision.Reject;
        return scope.ExecuteAsync(DecideSql, new
        {
            id = row.IntentRow,
            status = status.ToText(),
            code = reject?.Code.ToText(),
            reason = reject?.Message,
            trace = DomainJson.Write(decision.Trace),
            order,
            now,
        });
    }

    private async Task PostponeAsync(TenantRef tenant, Waiting row, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await scope.ExecuteAsync(
            "update signal_intent set attempts = attempts + 1, retry_at = @at where id = @id and status = 'queued'",
            new { id = row.IntentRow, at = clock.GetUtcNow() + (RetryAfter * (1 << Math.Min(row.Attempts, 6))) });
        await scope.CommitAsync();
    }

    private sealed class Waiting
    {
        public Guid IntentRow { get; init; }

        public TenantId Tenant { get; init; }

        public string Document { get; init; } = "";

        public int Attempts { get; init; }

        public SignalProfileId Id { get; init; }

        public string Name { get; init; } = "";

        public string Terms { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? DisabledAt { get; init; }

        public SignalProfile ToProfile() => new(Id, Name, DomainJson.Read<SignalTerms>(Terms), CreatedAt, DisabledAt);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 6001, Level = LogLevel.Information, Message = "Intent {Row} became order {OrderId}.")]
        public static partial void Placed(ILogger logger, Guid row, OrderId orderId);

        [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Intent {Row} is no order: {Code}.")]
        public static partial void NotPlaced(ILogger logger, Guid row, string code);

        [LoggerMessage(EventId = 6003, Level = LogLevel.Error, Message = "Carrying out intent {Row} broke; it is tried again.")]
        public static partial void Broke(ILogger logger, Guid row, Exception exception);
    }
}
