using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>A decision in PostgreSQL, in the tenant's scope, under the profile's lock.</summary>
internal sealed class PostgresSignalSession(TenantScope scope, QueuedSignal signal, VenueMode mode) : ISignalSession
{
    private const string HeldSql = $"select coalesce(sum(amount), 0) from ({MeansSql.Held}) held where token = @token";

    /// <summary>What counts against a profile's budget of an order (o). The ledger stamps what a paper account writes: its orders are of another mode than the venue.</summary>
    public const string CountsForBudget = "o.side = 'buy' and o.status <> 'error' and o.mode in (@mode, 'paper') and o.created_at > @now - interval '24 hours'";

    private const string BudgetSql = $"""
        select coalesce(sum({MeansSql.Spent}), 0) from trade_order o join signal_intent i on i.order_id = o.id
         where o.billing_account_id = @Tenant and i.profile_id = @profile and {CountsForBudget}
        """;

    // Locked: whoever gives up what waited too long leaves these alone until this intent is decided.
    private const string WaitingSql = """
        select usd from signal_intent
         where billing_account_id = @Tenant and profile_id = @profile and trader = @trader and token_id = @token and status = 'waiting' and wait_until > @now
         order by id for update
        """;

    private const string CombineSql = """
        update signal_intent set status = 'combined', combined_into = @row, decided_at = @now
         where billing_account_id = @Tenant and profile_id = @profile and trader = @trader and token_id = @token and status = 'waiting' and wait_until > @now
        """;

    // Whoever left does not want in any more.
    private const string LeftSql = """
        update signal_intent set status = 'rejected', code = 'size_below_minimum', reason = 'Too small by itself, and the trader sold before more came.', decided_at = @now
         where billing_account_id = @Tenant and profile_id = @profile and trader = @trader and token_id = @token and status = 'waiting'
        """;

    private const string DecideSql = """
        update signal_intent set status = @status, code = @code, reason = @reason, trace = @trace::jsonb, order_id = @order, decided_at = @now, retry_at = null,
               token_id = @token, usd = @usd, wait_until = @until
         where id = @row
        """;

    private TokenId? _token;

    public async Task<SignalSnapshot> ReadAsync(SignalIntent intent, TokenId? token, DateTimeOffset now)
    {
        _token = token;
        var key = Key(intent, now);
        var held = token is null ? 0m : await scope.QuerySingleAsync<decimal>(HeldSql, new { Books = new[] { SignalKeys.BookOf(signal.Profile.Name, intent.Trader) }, since = (now - MeansSql.LongestReport).UtcDateTime, token = token.Value });
        var used = await scope.QuerySingleAsync<decimal>(BudgetSql, new { signal.Tenant.Tenant, profile = signal.Profile.Id, mode = mode.ToText(), now });
        var waiting = token is null || !signal.Profile.Terms.Aggregates ? [] : await scope.QueryAsync<decimal>(WaitingSql, key);
        return new(Shares.RoundDown(Math.Max(0m, held)), await FreeAsync(scope), Usdc.RoundUp(used), new SignalGroup(waiting.Count, Usdc.RoundDown(waiting.Sum())));
    }

    public async Task<OrderId?> RecordAsync(SignalIntent? intent, SignalDecision decision, DateTimeOffset now, CancellationToken ct)
    {
        OrderId? order = decision is SignalDecision.Place place ? (await OrderLedger.InsertAsync(scope, [(signal.Tenant, place.Intent)], mode, now, ct))[0].Id : null;
        if (intent is not null && _token is not null)
        {
            if (intent.Side == OrderSide.Sell) await scope.ExecuteAsync(LeftSql, Key(intent, now));
            else if (decision is SignalDecision.Place or SignalDecision.Observe) await scope.ExecuteAsync(CombineSql, Key(intent, now));
        }

        await DecideAsync(intent, decision, order, now);
        scope.Announce(ChangeKind.Signals, signal.Tenant.Tenant);
        if (order is not null) scope.Announce(ChangeKind.Orders, signal.Tenant.Tenant);
        return order;
    }

    public Task CommitAsync() => scope.CommitAsync();

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    /// <summary>The free balance of the one tenant of a scope; null when it was never read.</summary>
    public static async Task<Usdc?> FreeAsync(TenantScope scope) =>
        await scope.QuerySingleOrDefaultAsync<decimal?>(MeansSql.FreeNow) is { } free ? Usdc.RoundDown(Math.Max(0m, free)) : null;

    private Task<int> DecideAsync(SignalIntent? intent, SignalDecision decision, OrderId? order, DateTimeOffset now)
    {
        var (reject, waits) = (decision as SignalDecision.Reject, decision is SignalDecision.Wait);
        return scope.ExecuteAsync(DecideSql, new
        {
            row = signal.Row,
            status = StatusOf(decision).ToText(),
            code = reject?.Code.ToText(),
            reason = reject?.Message,
            trace = DomainJson.Write(decision.Trace),
            order,
            token = waits ? _token?.Value : null,
            usd = waits ? intent?.TheirUsd.Amount : null,
            until = waits && intent is not null ? (intent.At + TimeSpan.FromSeconds(signal.Profile.Terms.AggregateSeconds)).UtcDateTime : (DateTime?)null,
            now,
        });
    }

    private static SignalStatus StatusOf(SignalDecision decision) => decision switch
    {
        SignalDecision.Place => SignalStatus.Placed,
        SignalDecision.Observe => SignalStatus.Observed,
        SignalDecision.Wait => SignalStatus.Waiting,
        _ => SignalStatus.Rejected,
    };

    private object Key(SignalIntent intent, DateTimeOffset now) => new { signal.Tenant.Tenant, profile = signal.Profile.Id, trader = intent.Trader.Value, token = _token?.Value, row = signal.Row, now };
}
