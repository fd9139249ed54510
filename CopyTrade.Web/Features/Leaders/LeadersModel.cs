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
        Categories = [.. list.Rows.SelectMany(row => row.Categories).Distinct().Order(StringComparer.Ordinal)];
        Fitting = Selection.Of(list.Rows, Stars);
    }
}
