using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Simulation;
using CopyTrade.Web.Features.Research;

namespace CopyTrade.Web.Features.Simulation;

/// <summary>The two accounts of the person who looks, side by side.</summary>
public sealed class CompareModel(
    IOwnAccounts accounts, ICopyComparisonQuery comparison, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<CompareModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private const int Shown = 200;
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>Empty while one of the accounts is missing.</summary>
    public Part<CompareView> View { get; } = new("the comparison");

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders };

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => View.FindAsync(
        async () =>
        {
            var open = (await accounts.ListAsync(tenant.Owner, ct)).ToDictionary(account => account.Money, account => account.Tenant);
            return open.TryGetValue(AccountMoney.Paper, out var paper) && open.TryGetValue(AccountMoney.Live, out var live)
                ? new CompareView(await comparison.ReadAsync(paper, live, Now - Window, Shown, ct))
                : null;
        },
        Logger,
        ct);
}
