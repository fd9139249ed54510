using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Features.Wallets;

namespace CopyTrade.Web.Features.Overview;

/// <summary>What is happening now: money, the newest stories, and what needs the trader. Each part is read on its own.</summary>
public sealed class HomeModel(
    IActivityQuery activity,
    ITargetsQuery targets,
    ITargetChanges targetChanges,
    IPositionsQuery positions,
    IWalletQuery wallets,
    ITradingStatusQuery statuses,
    IPositionDriftQuery drift,
    IFeedMonitor feeds,
    PositionPricer pricer,
    IEnumerable<IDemoLeaders> demo,
    IWalletDoctor doctor,
    IRedemptionsQuery redemptions,
    IDayReplays replays,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<HomeModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public const int StreamLength = 12;
    private static readonly TimeSpan FirstDay = TimeSpan.FromHours(24);
    private static readonly ActivityFilter Everything = new(ActivityGroup.All, null, null, null);

    public Part<ActivityPage> Stream { get; } = new("the live activity", page => page.Rows.Count == 0);

    public Part<ActivityCounts> Today { get; } = new("today's counts");

    public Part<ActivityCounts> Ever { get; } = new("the counts");

    public Part<WalletView> Wallet { get; } = new("the wallet");

    public Part<TradingStatus> Status { get; } = new("the limits");

    public Part<IReadOnlyList<ValuedPosition>> Positions { get; } = new("your positions", all => !all.Any(p => p.IsOpen || p.IsSettling));

    public Part<IReadOnlyList<TargetCard>> Targets { get; } = new("your targets", all => all.Count == 0);

    public Part<IReadOnlyList<PositionDrift>> Drift { get; } = new("the comparison with the wallet");

    public Part<DoctorView> Doctor { get; } = new("the wallet's checks");

    public Part<IReadOnlyList<RedemptionRow>> Claims { get; } = new("what can be claimed");

    /// <summary>What the rules would have made of the last day of wallets followed for less than a day; empty later.</summary>
    public Part<IReadOnlyList<DayReplay>> Replays { get; } = new("the replays", all => all.Count == 0);

    /// <summary>The first steps as they stand; null before everything they depend on was read.</summary>
    public IReadOnlyList<OnboardingStep>? Steps => Wallet.Value is { } wallet && Targets.Value is { } followed && Ever.Value is { } ever ? Onboarding.Of(doctor.Mode, wallet, followed, ever, Doctor.Value, Now) : null;

    /// <summary>What a wallet suggested here is followed with; null for the smallest bets.</summary>
    public RulePreset? Preset { get; set; }

    /// <summary>What markets that have ended still owe; null while not read.</summary>
    public Usdc? Claimable => Claims.Value?.Where(row => row.State is not (RedeemState.Confirmed or RedeemState.Skipped)).Aggregate(Usdc.Zero, (sum, row) => sum + row.Expected);

    public HomeFigures? Figures => Wallet.Value is { } wallet && Positions.Value is { } held ? HomeFigures.Of(wallet, held) : null;

    public IReadOnlyList<Attention> Attention => AttentionList.Of(Status.Value, Wallet.Value, Today.Value, feeds.Snapshot(), Targets.Value?.Count ?? 0, Now, Drift.Value, Claims.Value, Doctor.Value?.Run);

    public bool HasTarget => Targets.Value is { Count: > 0 };

    public bool HasCopied => Ever.Value is { Copied: > 0 };

    /// <summary>The three first steps are shown until the first trade was copied.</summary>
    public bool IsNew => Ever.Value is not null && Wallet.Value is not null && Targets.Value is not null && !HasCopied;

    /// <summary>Demo leaders that are not followed yet; none outside the demo.</summary>
    public IReadOnlyList<DemoLeader> Suggestions => [.. demo.SelectMany(d => d.Leaders).Where(l => Targets.Value?.All(t => t.Target.Wallet != l.Wallet) != false)];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Orders, ChangeKind.Positions, ChangeKind.Targets, ChangeKind.Wallet, ChangeKind.Halts, ChangeKind.Preflight };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(5);

    public string NameOf(PositionRow position) => Targets.Value?.FirstOrDefault(t => MirrorKeys.BookOf(t.Target.Key) == position.Book) is { } card ? TargetNames.Of(card) : TargetNames.Gone;

    /// <summary>What a target's open positions would gain or lose if sold now; null when none is held or none has a known value.</summary>
    public Usdc? OpenResultOf(TargetCard card) =>
        Positions.Value?.Where(p => p.IsOpen && p.Row.Book == MirrorKeys.BookOf(card.Target.Key)).Select(p => p.OpenResult).OfType<Usdc>().ToList() is { Count: > 0 } results ? results.Aggregate(Usdc.Zero, (sum, one) => sum + one) : null;

    /// <summary>The best first, the worst last, those without a known result between them by what they did today.</summary>
    public IReadOnlyList<TargetCard> Ranked(IReadOnlyList<TargetCard> cards) =>
        [.. cards.OrderByDescending(card => OpenResultOf(card)?.Amount ?? 0m).ThenByDescending(card => card.Copied).ThenByDescending(card => card.Seen).ThenBy(TargetNames.Of, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Follows a demo leader with the preset that was chosen, or the smallest bets.</summary>
    public Task FollowAsync(DemoLeader leader) => ActAsync(async tenant =>
    {
        var edit = Preset is { } preset
            ? new TargetEdit(leader.Name, preset.Sizing, preset.MaxPerTrade, preset.FilterPercentile, preset.Rules)
            : new TargetEdit(leader.Name, new SizingPolicy.MinBet(), Usdc.Of(10m), 75);
        return (await targetChanges.AddAsync(tenant, leader.Wallet.Value, edit, Lasting) as TargetChange.Refused)?.Message;
    });

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var midnight = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero);
        await Task.WhenAll(
            Stream.ReadAsync(() => activity.PageAsync(tenant, Everything, null, StreamLength, ct), Logger, ct),
            Today.ReadAsync(() => activity.CountAsync(tenant, midnight, ct), Logger, ct),
            Ever.ReadAsync(() => activity.CountAsync(tenant, null, ct), Logger, ct),
            Wallet.ReadAsync(() => wallets.ReadAsync(tenant, ct), Logger, ct),
            Status.ReadAsync(() => statuses.ReadAsync(tenant, ct), Logger, ct),
            Claims.ReadAsync(() => redemptions.ListAsync(tenant, 100, ct), Logger, ct),
            Doctor.FindAsync(() => doctor.ReadAsync(tenant, ct), Logger, ct),
            Drift.ReadAsync(() => drift.ListAsync(tenant, ct), Logger, ct),
            Targets.ReadAsync(() => targets.ListAsync(tenant, ct), Logger, ct),
            Positions.ReadAsync(async () => await pricer.ValueAsync(await positions.ListAsync(tenant, includeClosed: false, ct), ct), Logger, ct));
        var young = (Targets.Value ?? []).Where(card => Now - card.Target.CreatedAt < FirstDay).Select(card => card.Target.Id).ToHashSet();
        if (young.Count > 0) await Replays.ReadAsync(async () => [.. (await replays.ListAsync(tenant, ct)).Where(replay => young.Contains(replay.Target))], Logger, ct);
        else Replays.Show([]);
    }
}
