using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Web.Features.Overview;
using CopyTrade.Web.Features.Targets;
using CopyTrade.Web.Features.Wallets;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Every query of the pages over lists in memory, with a switch to fail.</summary>
public sealed class FakeData : IActivityQuery, ITargetsQuery, ITargetChanges, IPositionsQuery, IWalletQuery, ITradingStatusQuery, IOrderBooks, IChangeFeed, IFeedMonitor, IJobsBoard, IWalletProbe, IWalletChanges, IDemoLeaders, IApprovalsQuery, IPositionDriftQuery, IWalletStatistics
{
    private Action<Change>? _handlers;

    public List<ActivityStory> Stories { get; } = [];

    public List<TargetCard> Cards { get; } = [];

    public List<PositionRow> Held { get; } = [];

    public List<PositionDrift> Drifts { get; } = [];

    public List<WalletStatistic> Bets { get; } = [];

    public Dictionary<TokenId, OrderBook> Books { get; } = [];

    public WalletView View { get; set; } = new(null, null, PlatformCaps.For(VenueMode.Demo), null);

    public TradingStatus Status { get; set; } = new([], new SpendUsage(Usdc.Zero, 0, null), 0, 0, 0, 0);

    public List<FeedState> Feeds { get; } = [];

    public List<JobRow> Jobs { get; } = [];

    public List<JobRun> Runs { get; } = [];

    public List<string> Commands { get; } = [];

    public WalletProbe? Probed { get; set; }

    public bool VenueDown { get; set; }

    /// <summary>Thrown by every query while set.</summary>
    public Exception? Failure { get; set; }

    public int Reads { get; private set; }

    public VenueMode Mode { get; set; } = VenueMode.Demo;

    public IReadOnlyList<DemoLeader> Leaders { get; set; } = [];

    Task<ActivityPage> IActivityQuery.PageAsync(TenantRef tenant, ActivityFilter filter, string? cursor, int limit, CancellationToken ct) => Answer(() =>
    {
        var rows = Stories.Select(s => s.Row).Where(r => Matches(r, filter)).OrderByDescending(r => r.DecidedAt).ToList();
        var from = cursor is null ? 0 : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
        return new ActivityPage([.. rows.Skip(from).Take(limit)], rows.Count, from + limit < rows.Count ? $"{from + limit}" : null);
    });

    Task<ActivityCounts> IActivityQuery.CountAsync(TenantRef tenant, DateTimeOffset? since, CancellationToken ct) => Answer(() =>
    {
        var groups = Stories.Where(s => since is null || s.Row.DecidedAt >= since).Select(s => ActivityGroups.Of(s.Row.Result)).ToList();
        return new ActivityCounts(groups.Count(g => g == ActivityGroup.Copied), groups.Count(g => g == ActivityGroup.Skipped), groups.Count(g => g == ActivityGroup.Failed), groups.Count(g => g == ActivityGroup.InFlight));
    });

    Task<ActivityStory?> IActivityQuery.FindAsync(TenantRef tenant, Guid decisionId, CancellationToken ct) => Answer(() => Stories.Find(s => s.Row.DecisionId == decisionId));

    Task<IReadOnlyList<TargetCard>> ITargetsQuery.ListAsync(TenantRef tenant, CancellationToken ct) => Answer<IReadOnlyList<TargetCard>>(() => [.. Cards]);

    Task<CopyTarget?> ITargetsQuery.FindAsync(TenantRef tenant, TargetRowId id, CancellationToken ct) => Answer(() => Cards.Find(c => c.Target.Id == id)?.Target);

    public CopyDefaults Defaults { get; set; } = CopyDefaults.Initial;

    public List<TargetHistoryEntry> History { get; } = [];

    Task<CopyDefaults> ITargetsQuery.DefaultsAsync(TenantRef tenant, CancellationToken ct) => Answer(() => Defaults);

    Task<IReadOnlyList<TargetHistoryEntry>> ITargetsQuery.HistoryAsync(TenantRef tenant, TargetRowId? id, int limit, CancellationToken ct) => Answer<IReadOnlyList<TargetHistoryEntry>>(() => [.. History.Take(limit)]);

    Task<DefaultsChange> ITargetChanges.SetDefaultsAsync(TenantRef tenant, CopyDefaults defaults, CancellationToken ct)
    {
        Defaults = defaults;
        return Task.FromResult<DefaultsChange>(new DefaultsChange.Done(defaults));
    }

    Task<TargetChange> ITargetChanges.AddAsync(TenantRef tenant, string walletText, TargetEdit edit, CancellationToken ct)
    {
        var wallet = WalletAddress.Parse(walletText);
        if (Cards.Exists(c => c.Target.Wallet == wallet)) return Task.FromResult<TargetChange>(new TargetChange.Refused("target_duplicate", "You follow this wallet already."));
        var target = new CopyTarget(
            new TargetRowId(Guid.NewGuid()), tenant.Tenant, wallet, TargetKey.Of(wallet), edit.Label, edit.Sizing ?? Defaults.Sizing, edit.MaxPerTrade ?? Defaults.MaxPerTrade,
            edit.FilterPercentile ?? Defaults.FilterPercentile, PageData.Now, null, edit.Rules);
        Cards.Add(new(target, null, null, 0, 0, 0, 0, 0, Usdc.Zero));
        return Task.FromResult<TargetChange>(new TargetChange.Done(target));
    }

    Task<TargetChange> ITargetChanges.UpdateAsync(TenantRef tenant, TargetRowId id, TargetEdit edit, CancellationToken ct)
    {
        var index = Cards.FindIndex(c => c.Target.Id == id);
        var old = Cards[index].Target;
        var next = old with { Label = string.IsNullOrEmpty(edit.Label) ? null : edit.Label, Sizing = edit.Sizing ?? old.Sizing, MaxPerTrade = edit.MaxPerTrade ?? old.MaxPerTrade, FilterPercentile = edit.FilterPercentile ?? old.FilterPercentile, Rules = edit.Rules ?? old.Rules };
        Cards[index] = Cards[index] with { Target = next };
        return Task.FromResult<TargetChange>(new TargetChange.Done(next));
    }

    Task<TargetChange> ITargetChanges.RemoveAsync(TenantRef tenant, TargetRowId id, CancellationToken ct)
    {
        var card = Cards.Find(c => c.Target.Id == id);
        if (card is null) return Task.FromResult<TargetChange>(new TargetChange.Refused("target_not_found", "There is no such target."));
        Cards.Remove(card);
        return Task.FromResult<TargetChange>(new TargetChange.Done(card.Target));
    }

    Task<IReadOnlyList<PositionRow>> IPositionsQuery.ListAsync(TenantRef tenant, bool includeClosed, CancellationToken ct) =>
        Answer<IReadOnlyList<PositionRow>>(() => [.. Held.Where(p => includeClosed || p.Shares > Shares.Zero || p.Incoming > Shares.Zero || p.Outgoing > Shares.Zero)]);

    Task<IReadOnlyList<PositionDrift>> IPositionDriftQuery.ListAsync(TenantRef tenant, CancellationToken ct) => Answer<IReadOnlyList<PositionDrift>>(() => [.. Drifts]);

    Task<WalletStatistic?> IWalletStatistics.LatestAsync(WalletAddress wallet, CancellationToken ct) => Answer(() => Bets.Find(bets => bets.Wallet == wallet));

    Task<IReadOnlyDictionary<WalletAddress, WalletStatistic>> IWalletStatistics.LatestAsync(IReadOnlyCollection<WalletAddress> wallets, CancellationToken ct) =>
        Answer<IReadOnlyDictionary<WalletAddress, WalletStatistic>>(() => Bets.Where(bets => wallets.Contains(bets.Wallet)).ToDictionary(bets => bets.Wallet));

    Task<WalletView> IWalletQuery.ReadAsync(TenantRef tenant, CancellationToken ct) => Answer(() => View);

    public ApprovalState Approval { get; set; } = ApprovalState.Given;

    public int EnabledTimes { get; private set; }

    Task<IReadOnlyList<ApprovalView>> IApprovalsQuery.ReadAsync(TenantRef tenant, CancellationToken ct) => Answer<IReadOnlyList<ApprovalView>>(() => View.Connection is null ? [] :
    [
        new("collateral-exchange", ApprovalState.Given, "buy in markets of their own", null, null, PageData.Now),
        new("outcomes-exchange", Approval, "sell in markets of their own", Approval == ApprovalState.Refused ? "There is not enough POL." : null, null, PageData.Now),
    ]);

    Task<bool> IWalletChanges.EnableTradingAsync(TenantRef tenant, CancellationToken ct)
    {
        EnabledTimes++;
        Approval = ApprovalState.Submitted;
        return Task.FromResult(View.Connection is not null);
    }

    Task<TradingStatus> ITradingStatusQuery.ReadAsync(TenantRef tenant, CancellationToken ct) => Answer(() => Status);

    Task<OrderBook?> IOrderBooks.FindAsync(TokenId token, CancellationToken ct) => VenueDown ? throw new VenueUnavailableException("down") : Task.FromResult(Books.GetValueOrDefault(token));

    IDisposable IChangeFeed.Subscribe(Action<Change> handler)
    {
        _handlers += handler;
        return new Subscription(() => _handlers -= handler);
    }

    public bool IsFollowed => _handlers is not null;

    public void Announce(ChangeKind kind, TenantId? tenant = null) => _handlers?.Invoke(new Change(kind, tenant));

    void IFeedMonitor.DataArrived(string feed)
    {
    }

    void IFeedMonitor.Report(string feed, FeedCondition condition, string? detail)
    {
    }

    IReadOnlyList<FeedState> IFeedMonitor.Snapshot() => Feeds;

    Task<IReadOnlyList<JobRow>> IJobsBoard.ListAsync(CancellationToken ct) => Answer<IReadOnlyList<JobRow>>(() => [.. Jobs]);

    Task<IReadOnlyList<JobRun>?> IJobsBoard.HistoryAsync(string job, int limit, CancellationToken ct) => Answer<IReadOnlyList<JobRun>?>(() => Jobs.Exists(j => j.Name == job) ? Runs : null);

    Task<JobCommandResult> IJobsBoard.RunNowAsync(string job, string by, CancellationToken ct) => Command($"run {job} by {by}", job, j => j);

    Task<JobCommandResult> IJobsBoard.PauseAsync(string job, string by, CancellationToken ct) => Command($"pause {job} by {by}", job, j => j with { IsPaused = true, PausedBy = by });

    Task<JobCommandResult> IJobsBoard.ResumeAsync(string job, string by, CancellationToken ct) => Command($"resume {job} by {by}", job, j => j with { IsPaused = false });

    Task<WalletProbe> IWalletProbe.ReadAsync(WalletAddress wallet, CancellationToken ct) => VenueDown ? throw new VenueUnavailableException("down") : Task.FromResult(Probed ?? new WalletProbe(wallet, null, [], []));

    Task<WalletResult> IWalletChanges.GenerateAsync(TenantRef tenant, CancellationToken ct)
    {
        View = PageData.ConnectedWallet();
        return Done();
    }

    Task<WalletResult> IWalletChanges.UpdateGrantAsync(TenantRef tenant, GrantTerms terms, CopyTrade.Web.Identity.PersonAnswer? person, CancellationToken ct)
    {
        if (Grant.Problem(terms.PerOrder, terms.Daily, terms.HourlyFills) is { } problem) return Task.FromResult<WalletResult>(new WalletResult.Refused(new AccountRefusal("invalid_caps", problem)));
        var grant = View.Grant! with { PerOrder = terms.PerOrder, Daily = terms.Daily, HourlyFills = terms.HourlyFills, ExpiresAt = terms.ExpiresAt, RevokedAt = null };
        View = View with { Grant = grant, Effective = View.Platform.Bound(grant) };
        return Done();
    }

    Task<WalletResult> IWalletChanges.DisconnectAsync(TenantRef tenant, CancellationToken ct)
    {
        var done = Done();
        View = View with { Connection = null, Grant = null, Effective = null };
        return done;
    }

    private static bool Matches(ActivityRow row, ActivityFilter filter) =>
        ActivityGroups.ResultsIn(filter.Show).Contains(row.Result)
        && (filter.Target is null || filter.Target == row.TargetId)
        && (filter.ReasonCode is null || filter.ReasonCode == row.ReasonCode)
        && (filter.Search is null || row.Title?.Contains(filter.Search, StringComparison.OrdinalIgnoreCase) == true);

    private Task<WalletResult> Done() => Task.FromResult<WalletResult>(new WalletResult.Done(View.Connection!, View.Grant));

    private Task<JobCommandResult> Command(string words, string job, Func<JobRow, JobRow> change)
    {
        Commands.Add(words);
        var index = Jobs.FindIndex(j => j.Name == job);
        if (index < 0) return Task.FromResult(JobCommandResult.NotFound);
        Jobs[index] = change(Jobs[index]);
        return Task.FromResult(JobCommandResult.Done);
    }

    private Task<T> Answer<T>(Func<T> read)
    {
        Reads++;
        return Failure is null ? Task.FromResult(read()) : Task.FromException<T>(Failure);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
