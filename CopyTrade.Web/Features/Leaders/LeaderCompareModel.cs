using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>Up to four wallets side by side.</summary>
public sealed class LeaderCompareModel(
    ILeadersQuery leaders, ITargetsQuery targets, LeaderFinder finder, CurrentTenant tenants, IChangeFeed feed, TimeProvider clock, ILogger<LeaderCompareModel> logger) : PageModel(tenants, feed, clock, logger)
{
    public LeaderComparison Comparison { get; private set; } = new([]);

    /// <summary>In the order of the address; a wallet that nobody asked for has neither profile nor standing.</summary>
    public Part<IReadOnlyList<LeaderDossier>> Dossiers { get; } = new("the wallets", all => all.Count == 0);

    public IReadOnlySet<WalletAddress> Followed { get; private set; } = new HashSet<WalletAddress>();

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Jobs, ChangeKind.Targets };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(30);

    public async Task CompareAsync(LeaderComparison comparison)
    {
        var isSame = Comparison.Wallets.SequenceEqual(comparison.Wallets) && Dossiers.Value is not null;
        Comparison = comparison;
        if (!isSame) await LoadAsync();
    }

    /// <summary>The comparison with a pasted wallet added; null when the text names none, or four are there already.</summary>
    public async Task<LeaderComparison?> AddAsync(string? text)
    {
        LeaderComparison? next = null;
        await ActAsync(async _ =>
        {
            if (Comparison.IsFull) return "Four wallets are the most that stand side by side: take one out first.";
            var (wallet, problem) = await finder.FindAsync(text, await UserNameAsync(), Stopped);
            if (wallet is not null) next = Comparison.Wallets.Contains(wallet) ? Comparison : Comparison.Toggle(wallet);
            return problem;
        });
        return next;
    }

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Dossiers.ReadAsync(
        async () =>
        {
            Followed = (await targets.ListAsync(tenant, ct)).Select(card => card.Target.Wallet).ToHashSet();
            var found = new List<LeaderDossier>();
            foreach (var wallet in Comparison.Wallets) found.Add(await leaders.FindAsync(wallet, ct) ?? new(wallet, null, null, null, null, null, null, [], []));
            return found;
        },
        Logger,
        ct);
}
