using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>The ranked wallets, filtered and sorted.</summary>
public sealed class LeadersModel(
    ILeadersQuery leaders, ILeaderChanges changes, ITargetsQuery targets, LeaderFinder finder, CurrentTenant tenants, IChangeFeed feed, TimeProvider clock, ILogger<LeadersModel> logger, ITargetExits? exits = null) : PageModel(tenants, feed, clock, logger)
{
    public LeaderSelection Selection { get; private set; } = new();

    public Part<LeaderList> List { get; } = new("the ranking");

    public IReadOnlySet<WalletAddress> Stars { get; private set; } = new HashSet<WalletAddress>();

    public IReadOnlySet<WalletAddress> Followed { get; private set; } = new HashSet<WalletAddress>();

    /// <summary>The tenant's targets by wallet, each with its leaving while it is being left.</summary>
    public IReadOnlyDictionary<WalletAddress, (TargetRowId Target, TargetExit? Leaving)> Targets { get; private set; } = new Dictionary<WalletAddress, (TargetRowId, TargetExit?)>();

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
        await changes.StarAsync(tenant, row.Wallet, !Stars.Contains(row.Wallet), Lasting);
        return null;
    });

    /// <summary>Keeps the filter of now under a name; false when it was not kept.</summary>
    public Task<bool> SaveViewAsync(string? name) => ActAsync(
        async tenant =>
        {
            var view = new LeaderView(name?.Trim() ?? "", Selection.Query);
            return view.Problem ?? (await changes.SaveViewAsync(tenant, view, Lasting) ? null : $"You have {LeaderView.Most} views already: forget one first.");
        },
        TellView);

    public Task RemoveViewAsync(LeaderView view) => ActAsync(
        async tenant =>
        {
            await changes.RemoveViewAsync(tenant, view.Name, Lasting);
            return null;
        },
        TellView);

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
                var leaving = exits is null ? [] : (await exits.ListAsync(tenant, ct)).ToDictionary(exit => exit.Target);
                Targets = (await targets.ListAsync(tenant, ct)).ToDictionary(card => card.Target.Wallet, card => (card.Target.Id, leaving.GetValueOrDefault(card.Target.Id)));
                Followed = Targets.Keys.ToHashSet();
                return await leaders.ListAsync(ct);
            },
            Logger,
            ct);
        Fit();
    }

    private void TellView(string? problem) => ViewProblem = problem;

    private void Fit()
    {
        if (List.Value is not { } list) return;
        Categories = [.. list.Rows.SelectMany(row => row.Standing.Within.Count > 0 ? row.Standing.Within.Select(within => within.Category) : row.Categories).Distinct().Order(StringComparer.Ordinal)];
        Fitting = Selection.Of(list.Rows, Stars);
    }
}
