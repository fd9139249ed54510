using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>The ranked wallets, filtered and sorted.</summary>
public sealed class LeadersModel(
    ILeadersQuery leaders, ILeaderChanges changes, ITargetsQuery targets, LeaderFinder finder, CurrentTenant tenants, IChangeFeed feed, TimeProvider clock, ILogger<LeadersModel> logger) : PageModel(tenants, feed, clock, logger)
{
    public LeaderSelection Selection { get; private set; } = new();

    public Part<LeaderList> List { get; } = new("the ranking");

    public IReadOnlySet<WalletAddress> Stars { get; private set; } = new HashSet<WalletAddress>();

    public IReadOnlySet<WalletAddress> Followed { get; private set; } = new HashSet<WalletAddress>();

    /// <summary>All that fit the selection.</summary>
    public IReadOnlyList<LeaderRow> Fitting { get; private set; } = [];

    /// <summary>Those of the page.</summary>
    public IReadOnlyList<LeaderRow> Shown => [.. Fitting.Skip((Selection.Number - 1) * LeaderSelection.PageSize).Take(LeaderSelection.PageSize)];

    /// <summary>The tenant's saved views.</summary>
    public IReadOnlyList<LeaderView> Views { get; private set; } = [];

    /// <summary>What is ticked to be compared.</summary>
    public LeaderComparison Compared => LeaderComparison.Read(Selection.Compare);

    /// <summary>Why a view was not kept.</summary>
    public string? ViewProblem { get; private set; }

    public IReadOnlyList<string> Categories { get; private set; } = [];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Jobs, ChangeKind.Targets };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(30);

    public async Task SelectAsync(LeaderSelection selection)
    {
        var isRead = List.Value is not null;
        Selection = selection;
        if (isRead) Fit();
        else await LoadAsync();
    }

    public Task StarAsync(LeaderRow row) => ActAsync(async tenant =>
    {
        await changes.StarAsync(tenant, row.Wallet, !Stars.Contains(row.Wallet), Stopped);
        return null;
    });

    /// <summary>Keeps the filter of now under a name; false when it was not kept.</summary>
    public async Task<bool> SaveViewAsync(string? name)
    {
        if (Tenant is null) return false;
        var view = new LeaderView(name?.Trim() ?? "", Selection.Query);
        ViewProblem = view.Problem;
        if (ViewProblem is not null) return false;
        if (!await changes.SaveViewAsync(Tenant, view, Stopped)) ViewProblem = $"You have {LeaderView.Most} views already: forget one first.";
        Views = await leaders.ViewsAsync(Tenant, Stopped);
        return ViewProblem is null;
    }

    public async Task RemoveViewAsync(LeaderView view)
    {
        if (Tenant is null) return;
        await changes.RemoveViewAsync(Tenant, view.Name, Stopped);
        Views = await leaders.ViewsAsync(Tenant, Stopped);
        ViewProblem = null;
    }

    /// <summary>The wallet to go to; null when the text names none.</summary>
    public async Task<WalletAddress?> FindAsync(string? text)
    {
        WalletAddress? found = null;
        await ActAsync(async _ =>
        {
            (found, var problem) = await finder.FindAsync(text, await UserNameAsync(), Stopped);
            return problem;
        });
        return found;
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await List.ReadAsync(
            async () =>
            {
                Stars = await leaders.StarredAsync(tenant, ct);
                Views = await leaders.ViewsAsync(tenant, ct);
                Followed = (await targets.ListAsync(tenant, ct)).Select(card => card.Target.Wallet).ToHashSet();
                return await leaders.ListAsync(ct);
            },
            Logger,
            ct);
        Fit();
    }

    private void Fit()
    {
        if (List.Value is not { } list) return;
        Categories = [.. list.Rows.SelectMany(row => row.Standing.Within.Count > 0 ? row.Standing.Within.Select(within => within.Category) : row.Categories).Distinct().Order(StringComparer.Ordinal)];
        Fitting = Selection.Of(list.Rows, Stars);
    }
}
