using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>Takes running exits a step further until they are done.</summary>
internal sealed partial class ExitFollower(TenantScopes scopes, ExitStepper stepper, IOrderBooks books, IMarketCatalog catalog, OrderQueue queue, ICrashPoints crash, ILogger<ExitFollower> logger)
{
    private const int AtOnce = 4;

    private const string RunningSql = """
        select x.id as Exit, r.id, r.billing_account_id as Tenant, r.condition_id as Condition, r.token_id as Token,
               exists (select from rule_exit_order e join trade_order o on o.id = e.order_id where e.exit_id = x.id and o.status in ('pending', 'open', 'partial')) as IsUnderWay
          from rule_exit x join trade_rule r on r.id = x.rule_id
         where x.billing_account_id = any (@tenants) and x.state = 'running' order by x.fired_at
        """;

    private const string TakeSql = $"""
        select {RuleRow.Columns} from rule_exit x join trade_rule r on r.id = x.rule_id
         where x.id = @exit and x.state = 'running' for update of x, r skip locked
        """;

    /// <summary>How many run.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        IReadOnlyList<Running> running;
        await using (var scope = await scopes.OpenManyAsync(among, ct))
            running = await scope.QueryAsync<Running>(RunningSql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray() });

        // Many exits of one token ask the venue once: where it hangs, they wait together and not one after the other.
        var looks = new ConcurrentDictionary<TokenId, Lazy<Task<(OrderBook? Book, Market? Market)>>>();
        // One whose order is on its way waits for that, as its planner would say: thousands of them cost nothing.
        await Parallel.ForEachAsync(running.Where(row => !row.IsUnderWay), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            try
            {
                await StepAsync(owners[row.Tenant], row, await looks.GetOrAdd(row.Token, _ => new(() => LookAsync(row, ct))).Value.WaitAsync(token), token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(logger, row.Id, e);
            }
        });
        return running.Count;
    }

    private async Task StepAsync(TenantRef tenant, Running row, (OrderBook? Book, Market? Market) look, CancellationToken ct)
    {
        var (book, market) = look;
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await SaleTurns.TakeAsync(scope, tenant.Tenant, row.Token);
        // Another host, or the claim that has not committed yet, has it in hand.
        if (await scope.QuerySingleOrDefaultAsync<RuleRow>(TakeSql, new { exit = row.Exit }) is not { } taken) return;
        var rule = taken.ToRule();
        var orders = await stepper.StepAsync(scope, tenant, rule, row.Exit, book, market, ct);
        var cause = orders.Count > 0 ? await RuleTrail.CauseAsync(scope, rule) : null;
        await scope.CommitAsync();
        if (orders.Count > 0) crash.Reach(CrashPoint.AfterInsert);
        using var trail = Correlation.Begin(logger, cause);
        foreach (var order in orders) queue.Enqueue(tenant, order, Urgency.Exit);
        if (orders.Count > 0) RuleTrail.Ordered(logger, rule, cause, orders);
    }

    /// <summary>Before any transaction: the venue may be slow. What it does not say is not known, and the exit waits for it.</summary>
    private async Task<(OrderBook? Book, Market? Market)> LookAsync(Running row, CancellationToken ct)
    {
        try
        {
            return (await books.FindAsync(row.Token, ct), await catalog.FindToSellAsync(row.Condition, row.Token, ct));
        }
        catch (VenueUnavailableException e)
        {
            Log.NotTold(logger, row.Id, e.Message);
            return (null, null);
        }
    }

    private sealed class Running
    {
        public Guid Exit { get; init; }

        public RuleId Id { get; init; }

        public TenantId Tenant { get; init; }

        public required ConditionId Condition { get; init; }

        public required TokenId Token { get; init; }

        public bool IsUnderWay { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 7004, Level = LogLevel.Error, Message = "The exit of rule {Rule} could not go on; it is tried again.")]
        public static partial void Broke(ILogger logger, RuleId rule, Exception exception);

        [LoggerMessage(EventId = 7005, Level = LogLevel.Warning, Message = "The exit of rule {Rule} waits: the venue does not answer ({Problem}).")]
        public static partial void NotTold(ILogger logger, RuleId rule, string problem);
    }
}
