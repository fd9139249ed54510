using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Trading;

/// <summary>What decided markets pay: under way, given up, and paid in the last days.</summary>
public sealed class RedemptionsModel(IRedemptionsQuery redemptions, IRedeemAgain again, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<RedemptionsModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private const int Most = 200;
    private static readonly TimeSpan PaidIsShown = TimeSpan.FromDays(3);

    public Part<IReadOnlyList<RedemptionRow>> Jobs { get; } = new("what decided markets pay");

    /// <summary>The newest of each market; what is paid drops out after some days.</summary>
    public IReadOnlyList<RedemptionRow> Rows => [.. (Jobs.Value ?? []).DistinctBy(row => row.Condition)
        .Where(row => row.State is not RedeemState.Skipped && (row.State != RedeemState.Confirmed || row.ConfirmedAt > Now - PaidIsShown))];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Positions };

    public Task RedeemAsync(ConditionId condition) => ActAsync(async tenant => await again.RequestAsync(tenant, condition, Lasting)
        ? null
        : "Nothing was asked for: it is under way already, or the wallet that holds the shares is not connected any more.");

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Jobs.ReadAsync(() => redemptions.ListAsync(tenant, Most, ct), Logger, ct);
}
