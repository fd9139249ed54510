using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Operations;

/// <summary>How well the books agree with the venue and the chain.</summary>
public sealed class SyncModel(
    ISyncHealthQuery health,
    IOrderLinesQuery orders,
    IPositionDriftQuery drift,
    IPositionsQuery positions,
    IFeedMonitor feeds,
    IRequestBudgets budgets,
    IRuleHosts ruleHosts,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<SyncModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private const int Shown = 100;

    public Part<SyncHealth> Health { get; } = new("the figures");

    public Part<IReadOnlyList<OrderLine>> Unknown { get; } = new("orders with unknown outcome");

    public Part<IReadOnlyList<PositionDrift>> Drift { get; } = new("the comparison of positions");

    /// <summary>The hosts that judge rules.</summary>
    public Part<IReadOnlyList<RuleHost>> Rules { get; } = new("the hosts that judge rules");

    /// <summary>How many orders stand where, over all time: every intent that passed the rules is one.</summary>
    public Part<ExecutionFigures> Execution { get; } = new("the execution figures");

    public IReadOnlyDictionary<string, string> Titles { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<FeedState> Feeds => feeds.Snapshot();

    /// <summary>Budgets of requests of this host, those of our own pace first.</summary>
    public IReadOnlyList<RequestBudgetState> Budgets => [.. budgets.Snapshot().OrderByDescending(budget => budget.Source, StringComparer.Ordinal)];

    /// <summary>Outcomes whose books and wallet differ by more than rounding and than what is on its way.</summary>
    public int Drifting => (Drift.Value ?? []).Count(row => row.DriftingSince is not null);

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders, ChangeKind.Positions };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(5);

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Health.ReadAsync(() => health.ReadAsync(tenant, ct), Logger, ct);
        await Execution.ReadAsync(async () => ExecutionFigures.Of(await orders.CountAsync(tenant, ct)), Logger, ct);
        await Rules.ReadAsync(() => ruleHosts.ReadAsync(ct), Logger, ct);
        await Unknown.ReadAsync(
            async () => [.. (await orders.PageAsync(tenant, new OrderFilter(OrderGroup.Working), null, Shown, ct)).Lines.Where(line => line.Stage == OrderStage.Unknown)], Logger, ct);
        await Drift.ReadAsync(
            async () =>
            {
                Titles = (await positions.ListAsync(tenant, includeClosed: true, ct)).DistinctBy(position => position.Token).ToDictionary(position => position.Token.Value, position => $"{position.Outcome} · {position.Title ?? "Unnamed market"}");
                return await drift.ListAsync(tenant, ct);
            },
            Logger,
            ct);
    }
}
