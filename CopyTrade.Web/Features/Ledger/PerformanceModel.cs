using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Ledger;

/// <summary>What the shown account really made, from its ledger. Paper and live are accounts of their own, so no figure here can mix them.</summary>
public sealed class PerformanceModel(
    IPerformanceQuery performance, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<PerformanceModel> logger) : PageModel(tenants, changes, clock, logger)
{
    /// <summary>Ranges that can be chosen, in days.</summary>
    public static readonly IReadOnlyList<int> Ranges = [7, 30, 90, 365];

    public Part<PerformanceView> View { get; } = new("your performance", view => view.IsEmpty);

    /// <summary>Days of the period.</summary>
    public int Range { get; set; } = 30;

    // The whole journal is reckoned for each look: once a minute, however much is traded.
    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(1);

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => View.ReadAsync(
        async () => new PerformanceView(await performance.ReadAsync(tenant, PerformanceView.SpanOf(Range), ct), DateOnly.FromDateTime(Now.UtcDateTime), Range), Logger, ct);
}
