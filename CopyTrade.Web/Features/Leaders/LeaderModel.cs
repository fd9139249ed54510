using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>One wallet: what is known of it, and trials of one's own rules on its past.</summary>
public sealed class LeaderModel(
    ILeadersQuery leaders, ILeaderChanges changes, ITargetsQuery targets, ICoverageQuery coverage, LeaderFinder finder, CurrentTenant tenants, IChangeFeed feed, TimeProvider clock, ILogger<LeaderModel> logger) : PageModel(tenants, feed, clock, logger)
{
    private static readonly TimeSpan CoverageWindow = TimeSpan.FromDays(7);

    public WalletAddress? Wallet { get; set; }

    /// <summary>Empty when nobody asked for this wallet yet.</summary>
    public Part<LeaderDossier> Dossier { get; } = new("this wallet");

    public Part<IReadOnlyList<CopyTrial>> Trials { get; } = new("the trials");

    /// <summary>The tenant's target on it; null while it is not followed.</summary>
    public CopyTarget? Target { get; private set; }

    public CopyDefaults Defaults { get; private set; } = CopyDefaults.Initial;

    /// <summary>How completely it was watched; null while it is not followed.</summary>
    public WalletCoverage? Coverage { get; private set; }

    public bool IsStarred { get; private set; }

    public int Days { get; set; } = 30;

    public decimal? Capital { get; set; } = 1_000m;

    /// <summary>What was typed for a trial and is no number.</summary>
    public Shared.Unread Unread { get; } = new();

    /// <summary>The newest trial of the chosen days.</summary>
    public CopyTrial? Shown => Trials.Value?.FirstOrDefault(trial => trial.Terms.Days == Days);

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Jobs, ChangeKind.Targets, ChangeKind.Alerts };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(30);

    public Task AskAsync() => ActAsync(async _ => Wallet is null ? null : (await finder.FindAsync(Wallet.Value, await UserNameAsync(), Stopped)).Problem);

    public Task TryAsync() => ActAsync(async tenant =>
    {
        if (Wallet is null) return null;
        if (Unread.Problem is { } unread) return unread;
        var terms = new TrialTerms(Days, Capital is <= 10_000_000m and var capital ? Usdc.RoundDown(capital) : Usdc.Zero);
        return terms.Problem ?? (await changes.TryAsync(tenant, Wallet, terms, Lasting) is null ? "Three of your trials wait already: let them end first." : null);
    });

    public Task StarAsync() => ActAsync(async tenant =>
    {
        if (Wallet is not null) await changes.StarAsync(tenant, Wallet, !IsStarred, Lasting);
        return null;
    });

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        if (Wallet is not { } wallet) return;
        await Dossier.FindAsync(
            async () =>
            {
                IsStarred = (await leaders.StarredAsync(tenant, ct)).Contains(wallet);
                Target = (await targets.ListAsync(tenant, ct)).FirstOrDefault(card => card.Target.Wallet == wallet)?.Target;
                Defaults = await targets.DefaultsAsync(tenant, ct);
                Coverage = Target is null ? null : await coverage.ReadAsync(wallet, Now - CoverageWindow, ct);
                return await leaders.FindAsync(wallet, ct);
            },
            Logger,
            ct);
        await Trials.ReadAsync(() => leaders.TrialsAsync(tenant, wallet, ct), Logger, ct);
    }
}
