using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>One step of an exit, inside the caller's transaction: what was decided and the orders that follow from it are one commit, and only after it anything is sent.</summary>
internal sealed class ExitStepper(VenueSettings venue, ICrashPoints crash, TimeProvider clock)
{
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    private const string OrdersSql = """
        select e.attempt, o.book, o.status, o.failure, o.venue_error, o.matched_shares, coalesce(o.finished_at, o.accepted_at, o.created_at) as changed_at
          from rule_exit_order e join trade_order o on o.id = e.order_id
         where e.exit_id = @exit order by e.attempt, o.created_at, o.id
        """;

    // The oldest purchase is sold first, book by book.
    private const string HoldingsSql = """
        select h.book, h.confirmed, h.outgoing, h.incoming from book_holdings(@since) h
         where h.billing_account_id = @tenant and h.token_id = @token and (@book::text is null or h.book = @book)
         order by (select min(l.opened_at) from lot l where l.billing_account_id = h.billing_account_id and l.book = h.book and l.token_id = h.token_id and l.remaining > 0) nulls last, h.book
        """;

    private const string SituationSql = """
        select exists (select from market_resolution where condition_id = @condition) as is_resolved,
               exists (select from wallet_connection where billing_account_id = @tenant and revoked_at is null and credentials_at is not null and approvals_ready_at is not null) as is_ready
        """;

    private const string WaitSql = "update rule_exit set waits_for = @waits where id = @exit and waits_for is distinct from @waits";

    private const string EndSql = """
        update rule_exit set state = @state, waits_for = null, sold = @sold, left_over = @left, reason = @reason, ended_at = @now where id = @exit and state = 'running'
        """;

    private const string AverageSql = """
        select round(sum(f.shares * f.price) / nullif(sum(f.shares), 0), 6) from rule_exit_order e join order_fill f on f.order_id = e.order_id and f.settlement <> 'failed' where e.exit_id = @exit
        """;

    private const string LinkSql = "insert into rule_exit_order (order_id, billing_account_id, exit_id, attempt) values (@order, @tenant, @exit, @attempt) on conflict do nothing";

    /// <summary>Orders to be signalled after the commit; none when there is nothing to send. The caller has the position's turn (<see cref="SaleTurns"/>).</summary>
    public async Task<IReadOnlyList<OrderId>> StepAsync(TenantScope scope, TenantRef tenant, TradeRule rule, Guid exit, OrderBook? book, Market? market, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var step = ExitPlanner.Next(await ReadAsync(scope, tenant, rule, exit, book, market, now));
        if (step is ExitStep.Place { TakesBack: true } or ExitStep.Wait { For: ExitWait.OtherSale }) await TakeBackAsync(scope, rule, now);
        switch (step)
        {
            case ExitStep.Place place:
                return await PlaceAsync(scope, tenant, rule, exit, place, book, now, ct);
            case ExitStep.Wait wait:
                if (await scope.ExecuteAsync(WaitSql, new { exit, waits = wait.For.ToText() }) > 0) scope.Announce(ChangeKind.Rules, tenant.Tenant);
                return [];
            case ExitStep.Done done:
                await EndAsync(scope, rule, exit, "done", RuleMove.Complete, RuleEventKind.ActionExecuted, done.Sold, done.Left, null, now);
                if (done.Left == Shares.Zero && rule.Terms.Action is ExitAction.SellAll) await CancelSiblingsAsync(scope, tenant, rule, now);
                return [];
            case ExitStep.GiveUp { IsForGood: true } over:
                await EndAsync(scope, rule, exit, "given_up", RuleMove.Fail, RuleEventKind.RuleFailed, Shares.Zero, null, over.Reason, now);
                return [];
            case ExitStep.GiveUp again:
                await EndAsync(scope, rule, exit, "given_up", RuleMove.Rearm, RuleEventKind.ActionFailed, Shares.Zero, null, again.Reason, now);
                return [];
            default:
                throw new InvalidOperationException("An unknown step of an exit.");
        }
    }

    private static async Task<ExitFacts> ReadAsync(TenantScope scope, TenantRef tenant, TradeRule rule, Guid exit, OrderBook? book, Market? market, DateTimeOffset now)
    {
        var terms = rule.Terms;
        var orders = await scope.QueryAsync<OrderRow>(OrdersSql, new { exit });
        var held = await scope.QueryAsync<HeldRow>(HoldingsSql, new { tenant = tenant.Tenant, token = terms.Token, book = terms.Book, since = (now - Untold).UtcDateTime });
        var resting = rule.Terms.TakesBack && held.Any(row => row.Outgoing > 0m)
            ? await scope.QueryAsync<RestingRow>(RestingSales.Sql, new { tenants = new[] { tenant.Tenant.Value }, tokens = new[] { terms.Token.Value } }) : [];
        var (isResolved, isReady) = await scope.QuerySingleAsync<(bool, bool)>(SituationSql, new { tenant = tenant.Tenant, condition = terms.Condition });
        return new(
            rule.Id, rule.Exits, terms, [.. orders.Select(row => row.ToOrder())], [.. held.Where(row => row.Free > Shares.Zero).Select(row => new BookHolding(row.Book, row.Free))],
            Shares.Of(held.Sum(row => row.Incoming)), Shares.Of(held.Sum(row => row.Outgoing)), book, market, isResolved, isReady, now)
        {
            Resting = Shares.Of(resting.Where(row => terms.Book is null || row.Book == terms.Book).Sum(row => row.Shares)),
        };
    }

    private static async Task TakeBackAsync(TenantScope scope, TradeRule rule, DateTimeOffset now)
    {
        if (await RestingSales.TakeBackAsync(scope, rule, now) is var sales and > 0) await RuleLog.AddAsync(scope, rule, RuleEventKind.ActionAttempt, now, data: new { taken_back = sales });
    }

    private async Task<IReadOnlyList<OrderId>> PlaceAsync(TenantScope scope, TenantRef tenant, TradeRule rule, Guid exit, ExitStep.Place place, OrderBook? book, DateTimeOffset now, CancellationToken ct)
    {
        crash.Reach(CrashPoint.BeforeInsert);
        var written = await OrderLedger.InsertAsync(scope, [.. place.Orders.Select(order => (tenant, order))], venue.Mode, now, ct);
        foreach (var (intent, id, _) in written)
        {
            await scope.ExecuteAsync(LinkSql, new { order = id, tenant = tenant.Tenant, exit, attempt = place.Attempt });
            await RuleLog.AddAsync(scope, rule, RuleEventKind.ActionAttempt, now, book?.BestBid, data: new { attempt = place.Attempt, order_id = id, intent.Book, intent.Shares, intent.Limit });
        }

        await scope.ExecuteAsync(WaitSql, new { exit, waits = ExitWait.OrderUnderWay.ToText() });
        scope.Announce(ChangeKind.Orders, tenant.Tenant);
        scope.Announce(ChangeKind.Rules, tenant.Tenant);
        return [.. written.Select(row => row.Id)];
    }

    private static async Task EndAsync(TenantScope scope, TradeRule rule, Guid exit, string state, RuleMove move, RuleEventKind kind, Shares sold, Shares? left, string? reason, DateTimeOffset now)
    {
        if (await scope.ExecuteAsync(EndSql, new { exit, state, sold, left, reason, now }) == 0) return;
        var average = sold > Shares.Zero ? await scope.QuerySingleAsync<decimal?>(AverageSql, new { exit }) : null;
        await RuleMoves.TryAsync(scope, rule, move, move == RuleMove.Fail ? reason : null, now);
        await RuleLog.AddAsync(scope, rule, kind, now, average is { } price ? Price.Of(price) : null, data: new { sold, left, reason });
    }

    private static async Task CancelSiblingsAsync(TenantScope scope, TenantRef tenant, TradeRule rule, DateTimeOffset now)
    {
        if (rule.Bracket is not { } bracket) return;
        var siblings = await scope.QueryAsync<RuleRow>(
            $"select {RuleRow.Columns} from trade_rule r where r.billing_account_id = @tenant and r.bracket_id = @bracket and r.id <> @Id and r.status in ('active', 'pending_approval') for update",
            new { tenant = tenant.Tenant, bracket, rule.Id });
        foreach (var sibling in siblings.Select(row => row.ToRule()))
        {
            const string Why = "The position was closed by the other rule of the bracket.";
            if (await RuleMoves.TryAsync(scope, sibling, RuleMove.Cancel, Why, now) is not null) await RuleLog.AddAsync(scope, sibling, RuleEventKind.RuleCanceled, now, data: new { reason = Why });
        }
    }

    private sealed class OrderRow
    {
        public int Attempt { get; init; }

        public string Book { get; init; } = "";

        public string Status { get; init; } = "";

        public Shares MatchedShares { get; init; }

        public string? Failure { get; init; }

        public string? VenueError { get; init; }

        public DateTimeOffset ChangedAt { get; init; }

        public ExitOrder ToOrder() => new(
            Attempt, Book, EnumText.Parse<OrderStatus>(Status), MatchedShares,
            Failure is null ? null : EnumText.Parse<OrderFailure>(Failure), EnumText.TryParse<VenueErrorCode>(VenueError, out var code) ? code : null, ChangedAt);
    }

    private sealed class RestingRow
    {
        public string Book { get; init; } = "";

        public decimal Shares { get; init; }
    }

    private sealed class HeldRow
    {
        public string Book { get; init; } = "";

        public decimal Confirmed { get; init; }

        public decimal Outgoing { get; init; }

        public decimal Incoming { get; init; }

        public Shares Free => Shares.RoundDown(Math.Max(0m, Confirmed - Outgoing));
    }
}
