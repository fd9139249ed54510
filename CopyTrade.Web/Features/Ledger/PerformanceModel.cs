using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Operations;
using CopyTrade.Web.Features.Research;

namespace CopyTrade.Web.Features.Ledger;

/// <summary>What one account really made, from its ledger. Paper and live are accounts of their own, so no figure here can mix them.</summary>
public sealed class PerformanceModel(
    IPerformanceQuery performance, IFillStatements fills, IOwnAccounts accounts, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<PerformanceModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    /// <summary>Matches that the page lists; the file has all.</summary>
    public const int MostFills = 100;

    /// <summary>Ranges that can be chosen, in days.</summary>
    public static readonly IReadOnlyList<int> Ranges = [7, 30, 90, 365];

    public Part<PerformanceView> View { get; } = new("your performance", view => view.IsEmpty);

    /// <summary>Read only while they are shown.</summary>
    public Part<IReadOnlyList<FillStatement>> Fills { get; } = new("your matches", fills => fills.Count == 0);

    /// <summary>Days of the period.</summary>
    public int Range { get; set; } = 30;

    /// <summary>Which statements are shown.</summary>
    public StatementTab Statements { get; set; }

    /// <summary>The kind of account that is asked for; null for the shown one.</summary>
    public AccountMoney? Wanted { get; set; }

    /// <summary>The reader's accounts; more than one when there is paper beside live.</summary>
    public IReadOnlyList<AccountSummary> Accounts { get; private set; } = [];

    /// <summary>Whose figures these are.</summary>
    public TenantRef? Account { get; private set; }

    // The whole journal is reckoned for each look: once a minute, however much is traded.
    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(1);

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await View.ReadAsync(
            async () =>
            {
                Accounts = await accounts.ListAsync(tenant.Owner, ct);
                var shown = Accounts.FirstOrDefault(one => Wanted is { } money ? one.Money == money : one.Tenant == tenant)?.Tenant ?? tenant;
                var view = new PerformanceView(await performance.ReadAsync(shown, PerformanceView.SpanOf(Range), ct), DateOnly.FromDateTime(Now.UtcDateTime), Range);
                // Only now: what could not be read must not give its name to the other account's figures.
                if (Account is not null && Account != shown) Fills.Show(null);
                Account = shown;
                return view;
            },
            Logger,
            ct);
        if (Statements == StatementTab.Fills && Account is { } account) await Fills.ReadAsync(() => fills.ReadAsync(account, MostFills, ct), Logger, ct);
    }
}
